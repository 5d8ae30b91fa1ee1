package dev.artigrid.client.errors;

/** It was there and has expired. */
public final class ExpiredException extends NotFoundException {
    private static final long serialVersionUID = 1;

    ExpiredException(Details details, Throwable cause) {
        super(details, cause);
    }
}
