package dev.artigrid.client.options;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often something is tried, and how long to wait between.
 *
 * @param attempts the tries in all; 1 = no retry. For a transfer that is picked up: tries without a new byte
 * @param firstWait the wait after the first; doubled each time
 * @param longestWait the longest of them
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration longestWait) {
    /** Outlasts a restart, not an outage: five tries over about three seconds. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(5, Duration.ofMillis(200), Duration.ofSeconds(5));

    /**
     * The wait after so many tries. Half of it is random: clients that failed together must not come back together.
     *
     * @param tried how often it was tried, from 1 on
     * @param asked how long the server asked to wait
     * @return how long to wait, never longer than the longest
     */
    public Duration wait(int tried, Duration asked) {
        long longest = longestWait.toNanos();
        long full = tried > 30 ? longest : Math.min(longest, firstWait.multipliedBy(1L << (tried - 1)).toNanos());
        long jittered = full / 2 + (long) (ThreadLocalRandom.current().nextDouble() * full / 2);
        return Duration.ofNanos(Math.max(jittered, Math.min(asked.toNanos(), longest)));
    }
}
