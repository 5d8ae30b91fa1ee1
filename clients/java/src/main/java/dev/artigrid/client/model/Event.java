package dev.artigrid.client.model;

import java.time.Instant;

/**
 * One change of an artifact, or a sign of life with a newer token.
 *
 * @param kind what happened
 * @param artifactId to which; empty for a sign of life
 * @param artifact as it is now; null when it is gone
 * @param time when
 * @param token where to go on after this one
 */
public record Event(Kind kind, String artifactId, Artifact artifact, Instant time, String token) {
    /** What happened. */
    public enum Kind {
        /** Nothing: there is a newer token. */
        SIGN_OF_LIFE,
        /** It was made. */
        CREATED,
        /** New content, and perhaps metadata. */
        CONTENT,
        /** New metadata or lifetime. */
        METADATA,
        /** It was deleted. */
        DELETED,
        /** It expired. */
        EXPIRED
    }
}
