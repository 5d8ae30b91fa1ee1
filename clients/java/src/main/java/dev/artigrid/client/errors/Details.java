package dev.artigrid.client.errors;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is known of a failure.
 *
 * @param reason why
 * @param message for people
 * @param metadata what the server adds to the reason, e.g. {@code limit}, {@code dependency}, {@code persisted_offset}
 * @param violations the fields that were refused
 * @param retryAfter how long the server asks to wait before the next try; zero when it does not
 */
public record Details(Reason reason, String message, Map<String, String> metadata, List<Violation> violations, Duration retryAfter) {
    /** Copies its collections. */
    public Details {
        metadata = Map.copyOf(metadata);
        violations = List.copyOf(violations);
    }

    /**
     * A failure of which no more is known.
     *
     * @param reason why
     * @param message for people
     */
    public Details(Reason reason, String message) {
        this(reason, message, Map.of(), List.of(), Duration.ZERO);
    }

    /**
     * A field that the server refused.
     *
     * @param field its name
     * @param description what is wrong with it
     */
    public record Violation(String field, String description) {}
}
