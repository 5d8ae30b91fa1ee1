package dev.artigrid.client.errors;

/** What was asked for, or the bytes that came with it, cannot be as they are. */
public final class InvalidException extends ArtigridException {
    private static final long serialVersionUID = 1;

    InvalidException(Details details, Throwable cause) {
        super(details, cause);
    }
}
