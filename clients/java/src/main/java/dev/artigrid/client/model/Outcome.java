package dev.artigrid.client.model;

import dev.artigrid.client.errors.ArtigridException;

/**
 * What became of one item of a batch: one of the two is null.
 *
 * @param <T> what an item that worked gives
 * @param value what it gave; null for what gives nothing
 * @param failure why it did not work; null when it did
 */
public record Outcome<T>(T value, ArtigridException failure) {
    /**
     * The value, or the failure thrown.
     *
     * @return the value
     */
    public T orThrow() {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
