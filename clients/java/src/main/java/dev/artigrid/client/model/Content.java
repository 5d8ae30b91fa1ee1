package dev.artigrid.client.model;

/**
 * An artifact with content, or a part of it.
 *
 * @param artifact as it is now
 * @param data the bytes
 * @param offset where they begin in the content
 * @param totalSize of the version
 * @param version that was read
 */
public record Content(Artifact artifact, byte[] data, long offset, long totalSize, long version) {}
