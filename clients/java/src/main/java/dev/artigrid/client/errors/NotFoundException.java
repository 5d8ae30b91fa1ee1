package dev.artigrid.client.errors;

/** There is no such thing, or no longer. {@link ExpiredException} is a kind of it. */
public class NotFoundException extends ArtigridException {
    private static final long serialVersionUID = 1;

    NotFoundException(Details details, Throwable cause) {
        super(details, cause);
    }
}
