package dev.artigrid.client.errors;

/** A file or stream of this side cannot be read or written. */
public final class LocalException extends ArtigridException {
    private static final long serialVersionUID = 1;

    LocalException(Details details, Throwable cause) {
        super(details, cause);
    }
}
