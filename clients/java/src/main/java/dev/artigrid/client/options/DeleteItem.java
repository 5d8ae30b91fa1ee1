package dev.artigrid.client.options;

/**
 * An artifact to delete in a batch.
 *
 * @param id of the artifact
 * @param etag only while it has this one; empty = in any case
 */
public record DeleteItem(String id, String etag) {
    /**
     * In any case.
     *
     * @param id of the artifact
     */
    public DeleteItem(String id) {
        this(id, "");
    }
}
