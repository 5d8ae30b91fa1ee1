package dev.artigrid.client.options;

/**
 * A new artifact of a batch.
 *
 * @param spec what it shall be
 * @param data its content, at most 1 MiB
 */
public record NewItem(NewArtifact spec, byte[] data) {}
