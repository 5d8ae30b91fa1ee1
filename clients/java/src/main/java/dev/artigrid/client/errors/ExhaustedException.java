package dev.artigrid.client.errors;

/** A quota, the store or a rate has no room left. */
public final class ExhaustedException extends ArtigridException {
    private static final long serialVersionUID = 1;

    ExhaustedException(Details details, Throwable cause) {
        super(details, cause);
    }
}
