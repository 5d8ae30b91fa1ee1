package dev.artigrid.client.options;

/**
 * An artifact to read in a batch.
 *
 * @param id of the artifact
 * @param version 0 = the current one
 * @param range null = all
 */
public record ReadItem(String id, long version, ByteRange range) {
    /**
     * All of the current version.
     *
     * @param id of the artifact
     */
    public ReadItem(String id) {
        this(id, 0, null);
    }
}
