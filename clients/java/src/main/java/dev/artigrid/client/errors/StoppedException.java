package dev.artigrid.client.errors;

/** The call took too long, or its caller gave up. */
public final class StoppedException extends ArtigridException {
    private static final long serialVersionUID = 1;

    StoppedException(Details details, Throwable cause) {
        super(details, cause);
    }
}
