package dev.artigrid.client.impl;

import dev.artigrid.client.model.Page;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The items of all pages, each page fetched when it is asked for. */
public final class Pages<T> implements Iterator<T> {
    private final Function<String, Page<T>> fetch;
    private Iterator<T> page;
    /** Null behind the last page. */
    private String token = "";

    public Pages(Function<String, Page<T>> fetch) {
        this.fetch = fetch;
    }

    @Override
    public boolean hasNext() {
        while ((page == null || !page.hasNext()) && token != null) {
            Page<T> next = fetch.apply(token);
            page = next.items().iterator();
            token = next.nextToken().isEmpty() ? null : next.nextToken();
        }
        return page.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.next();
    }
}
