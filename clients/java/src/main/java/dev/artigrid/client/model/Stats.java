package dev.artigrid.client.model;

/**
 * Figures of a sandbox, or of the whole server.
 *
 * @param artifacts that live
 * @param bytes of their content
 * @param sessions that live
 * @param uploads under way
 */
public record Stats(long artifacts, long bytes, long sessions, long uploads) {}
