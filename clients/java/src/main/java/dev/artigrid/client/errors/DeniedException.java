package dev.artigrid.client.errors;

/** The caller may not do this, or is not known. */
public final class DeniedException extends ArtigridException {
    private static final long serialVersionUID = 1;

    DeniedException(Details details, Throwable cause) {
        super(details, cause);
    }
}
