package dev.artigrid.client.model;

/**
 * A place to upload to.
 *
 * @param uploadId for registering
 * @param artifactId that it will have
 * @param whole where to PUT the whole; null when it is too large for one PUT
 * @param partSize size of each part; 0 = parts are not offered
 */
public record UploadUrl(String uploadId, String artifactId, SignedUrl whole, long partSize) {
    /**
     * Where to PUT a part.
     *
     * @param number of the part, from 1 on
     * @param offset where it begins in the content
     * @param size in bytes; the last may be shorter
     * @param url where to PUT it
     */
    public record Part(int number, long offset, long size, SignedUrl url) {}

    /**
     * A part that was put.
     *
     * @param number of the part
     * @param etag that was answered
     */
    public record Done(int number, String etag) {}
}
