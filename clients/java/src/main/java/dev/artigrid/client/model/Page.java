package dev.artigrid.client.model;

import java.util.List;

/**
 * A page of a list.
 *
 * @param <T> what is listed
 * @param items of this page
 * @param prefixes directories one level down, if only one level was asked for
 * @param nextToken where the next page begins; empty after the last
 */
public record Page<T>(List<T> items, List<String> prefixes, String nextToken) {}
