package dev.artigrid.client.model;

import java.time.Duration;
import java.util.List;

/**
 * What a server is, and whom it takes the client for.
 *
 * @param serverVersion of the server
 * @param features in lower case with underscores, e.g. {@code resumable_upload}
 * @param sandbox the client is in
 * @param role it has
 * @param user it is; empty = none
 * @param session it named; empty = none
 * @param limits of the server
 */
public record Capabilities(String serverVersion, List<String> features, String sandbox, String role, String user, String session, Limits limits) {
    /**
     * Limits of a server; sizes in bytes.
     *
     * @param maxArtifactSize largest artifact
     * @param maxInlineSize largest content in one round trip
     * @param maxChunkSize largest content of one message
     * @param maxBatchSize most content of a batch
     * @param maxBatchItems most items of a batch
     * @param maxPageSize largest page
     * @param maxMetaSize largest metadata
     * @param defaultArtifactTtl lifetime of an artifact whose maker says nothing
     * @param defaultSessionTtl lifetime of a session whose maker says nothing
     * @param maxTtl longest lifetime; null: none
     */
    public record Limits(
            long maxArtifactSize, long maxInlineSize, long maxChunkSize, long maxBatchSize, int maxBatchItems, int maxPageSize,
            int maxMetaSize, Duration defaultArtifactTtl, Duration defaultSessionTtl, Duration maxTtl) {}
}
