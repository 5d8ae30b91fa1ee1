package dev.artigrid.client.errors;

/** The server, or what it depends on, is not there now; worth another try. */
public final class UnavailableException extends ArtigridException {
    private static final long serialVersionUID = 1;

    UnavailableException(Details details, Throwable cause) {
        super(details, cause);
    }
}
