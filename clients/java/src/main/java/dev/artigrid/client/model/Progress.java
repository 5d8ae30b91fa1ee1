package dev.artigrid.client.model;

/**
 * How far a transfer got.
 *
 * @param done bytes
 * @param total bytes, or null while it is not known
 */
public record Progress(long done, Long total) {}
