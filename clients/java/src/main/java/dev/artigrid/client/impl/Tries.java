package dev.artigrid.client.impl;

import dev.artigrid.client.Cancellation;
import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Reason;
import java.util.Set;

/**
 * The tries of one act since it last made progress.
 *
 * <p>Only what may be repeated without harm is tried again, only when the server (or the lack of one) says UNAVAILABLE,
 * with growing, jittered waits. What the server asks for by RetryInfo is kept to, within the same bound.
 */
final class Tries {
    private final Connection connection;
    private final boolean repeat;
    private final Cancellation cancellation;
    private final Set<Reason> more;
    private int barren;
    private boolean refreshed;

    /** For an act that may be repeated or not; {@code more} are reasons beyond UNAVAILABLE to try it again. */
    Tries(Connection connection, boolean repeat, Cancellation cancellation, Reason... more) {
        this.connection = connection;
        this.repeat = repeat;
        this.cancellation = cancellation;
        this.more = Set.of(more);
    }

    /** Something new arrived or is safe; the count begins anew. */
    void progress() {
        barren = 0;
        refreshed = false;
    }

    /** Waits until the next try; throws the failure when there is none. */
    void again(ArtigridException failure) {
        if (cancellation.isCancelled()) {
            throw Failures.cancelled();
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        // A refused token had no effect, so whatever the call is, it may be sent with a new one, once.
        if (failure.reason() == Reason.UNAUTHENTICATED && !refreshed && connection.identity().refuse()) {
            refreshed = true;
            return;
        }
        barren++;
        boolean passes = failure.retryable() || more.contains(failure.reason());
        if (!repeat || !passes || barren >= connection.settings().retry().attempts()) {
            throw failure;
        }
        try {
            if (cancellation.await(connection.settings().retry().wait(barren, failure.retryAfter()))) {
                throw Failures.cancelled();
            }
        } catch (InterruptedException interrupted) {
            throw Failures.interrupted(interrupted);
        }
        connection.wake();
    }
}
