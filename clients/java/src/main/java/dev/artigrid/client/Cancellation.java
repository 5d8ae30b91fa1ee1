package dev.artigrid.client;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stops calls from another thread. An interrupt of the calling thread does so too. */
public final class Cancellation {
    /** Never cancelled. */
    public static final Cancellation NEVER = new Cancellation();

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final Set<Runnable> hooks = new LinkedHashSet<>();

    /** Not cancelled yet. */
    public Cancellation() {}

    /** Stops what it was given to, now and from now on. {@link #NEVER} stays as it is. */
    public void cancel() {
        if (this == NEVER) {
            return;
        }
        cancelled.countDown();
        Set<Runnable> stopped;
        synchronized (hooks) {
            stopped = Set.copyOf(hooks);
            hooks.clear();
        }
        stopped.forEach(Runnable::run);
    }

    /** {@return whether it was cancelled} */
    public boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /**
     * Waits for so long, or until it is cancelled.
     *
     * @param time how long
     * @return whether it was cancelled
     * @throws InterruptedException when the thread was interrupted
     */
    public boolean await(Duration time) throws InterruptedException {
        return cancelled.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs something when it is cancelled; at once, when it was.
     *
     * @param hook what to run
     * @return what takes the hook away again
     */
    public Runnable whenCancelled(Runnable hook) {
        if (this == NEVER) {
            return () -> {};
        }
        synchronized (hooks) {
            if (!isCancelled()) {
                hooks.add(hook);
                return () -> {
                    synchronized (hooks) {
                        hooks.remove(hook);
                    }
                };
            }
        }
        hook.run();
        return () -> {};
    }
}
