package dev.artigrid.client.errors;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Why something did not work. Every failure of this SDK is one; its kinds are the subclasses, and {@link #reason} tells
 * exactly.
 */
public class ArtigridException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Details details;
    private final Reason reason;

    ArtigridException(Details details, Throwable cause) {
        super(details.message().isEmpty() ? details.reason().name() : details.reason() + ": " + details.message(), cause);
        this.details = details;
        this.reason = details.reason();
    }

    /**
     * The exception that belongs to a reason.
     *
     * @param details what is known
     * @param cause what lies beneath, or null
     * @return an exception of the reason's own kind
     */
    public static ArtigridException of(Details details, Throwable cause) {
        return switch (details.reason()) {
            case INVALID_ARGUMENT, CHECKSUM_MISMATCH, SIZE_MISMATCH, PAGE_TOKEN_INVALID, FILTER_INVALID, SIZE_LIMIT, RANGE_NOT_SATISFIABLE ->
                new InvalidException(details, cause);
            case UNAUTHENTICATED, ACCESS_DENIED -> new DeniedException(details, cause);
            case ARTIFACT_EXPIRED, SESSION_EXPIRED -> new ExpiredException(details, cause);
            case ARTIFACT_NOT_FOUND, SESSION_NOT_FOUND, UPLOAD_NOT_FOUND, LINK_NOT_FOUND, KEY_NOT_FOUND, QUOTA_NOT_FOUND, VERSION_GONE ->
                new NotFoundException(details, cause);
            case ALREADY_EXISTS, OFFSET_MISMATCH, UPLOAD_FENCED, REQUEST_IN_PROGRESS, ETAG_MISMATCH, REQUEST_ID_REUSED, WATCH_TOKEN_EXPIRED ->
                new ConflictException(details, cause);
            case QUOTA_EXCEEDED, STORAGE_FULL, RATE_LIMITED -> new ExhaustedException(details, cause);
            case BACKEND_UNAVAILABLE, DRAINING -> new UnavailableException(details, cause);
            case IDLE_TIMEOUT, DEADLINE, CANCELLED -> new StoppedException(details, cause);
            case DATA_CORRUPT -> new CorruptException(details, cause);
            case UNIMPLEMENTED, INTERNAL -> new ArtigridException(details, cause);
            case LOCAL -> new LocalException(details, cause);
        };
    }

    /** {@return why, exactly} */
    public Reason reason() {
        return reason;
    }

    /** {@return what the server adds to the reason, e.g. {@code limit}} */
    public Map<String, String> metadata() {
        return details == null ? Map.of() : details.metadata();
    }

    /** {@return the fields that were refused} */
    public List<Details.Violation> violations() {
        return details == null ? List.of() : details.violations();
    }

    /** {@return how long the server asks to wait before the next try; zero when it does not} */
    public Duration retryAfter() {
        return details == null ? Duration.ZERO : details.retryAfter();
    }

    /**
     * Whether the same call may work later, unchanged. Whether it may be repeated is another question: its first try may
     * have had its effect.
     *
     * @return true when the server, or what it depends on, is only away
     */
    public boolean retryable() {
        return this instanceof UnavailableException;
    }
}
