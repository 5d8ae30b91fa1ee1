package dev.artigrid.client;

import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list on the server: go through it with {@code for}, or by {@link #stream}. Each page is fetched when it is asked for,
 * and each going through it begins anew.
 *
 * @param <T> what is listed
 */
public final class Listing<T> implements Iterable<T> {
    private final Supplier<Iterator<T>> items;

    Listing(Supplier<Iterator<T>> items) {
        this.items = Objects.requireNonNull(items);
    }

    @Override
    public Iterator<T> iterator() {
        return items.get();
    }

    /**
     * The same as a stream.
     *
     * @return its items, in order
     */
    public Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }
}
