package dev.artigrid.client.errors;

/** The server's bytes do not fit its own words. */
public final class CorruptException extends ArtigridException {
    private static final long serialVersionUID = 1;

    CorruptException(Details details, Throwable cause) {
        super(details, cause);
    }
}
