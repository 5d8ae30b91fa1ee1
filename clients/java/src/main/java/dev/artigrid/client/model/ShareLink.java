package dev.artigrid.client.model;

import java.time.Instant;

/**
 * A link that anybody may read an artifact by, until it ends, is used up or revoked.
 *
 * @param id for listing and revoking; not the secret in the URL
 * @param artifactId what it leads to
 * @param url told only when it is made, else empty
 * @param createTime when it was made
 * @param expireTime when it ends; null: with the artifact
 * @param maxDownloads how many it allows; null: no limit
 * @param downloads so far
 * @param revoked no longer valid
 */
public record ShareLink(
        String id, String artifactId, String url, Instant createTime, Instant expireTime, Long maxDownloads, long downloads, boolean revoked) {
    /** The URL is a secret, and what is printed ends up in logs. */
    @Override
    public String toString() {
        return "ShareLink[" + id + " of " + artifactId + "]";
    }
}
