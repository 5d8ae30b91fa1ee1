package dev.artigrid.client;

import dev.artigrid.client.impl.WatchLine;
import dev.artigrid.client.model.Event;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Changes as they come: {@code next} waits for one. Close it to end it. */
public final class Watch implements Iterator<Event>, AutoCloseable {
    private final WatchLine line;
    private Event ahead;
    private boolean ended;

    Watch(WatchLine line) {
        this.line = line;
    }

    /** {@return whether there is one more; waits until that is known} */
    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = line.next();
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Event event = ahead;
        ahead = null;
        return event;
    }

    @Override
    public void close() {
        ended = true;
        line.close();
    }
}
