package dev.artigrid.client.errors;

/** Something else came first: another change, another request, another upload. */
public final class ConflictException extends ArtigridException {
    private static final long serialVersionUID = 1;

    ConflictException(Details details, Throwable cause) {
        super(details, cause);
    }
}
