package dev.artigrid.client.impl;

import dev.artigrid.client.Cancellation;
import dev.artigrid.client.errors.ArtigridException;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One call, as threads that may wait see it: {@link #send} waits while the connection is full, {@link #next} until a
 * message is there. So no more than a message each way is held here, whatever comes through.
 */
final class Line<Q, A> extends ClientCall.Listener<A> implements AutoCloseable {
    private final ClientCall<Q, A> call;
    private final Runnable unhook;
    /** Of a call that sends one message, gRPC does not tell when there is room. */
    private final boolean sendsMany;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<A> arrived = new ArrayDeque<>();
    private Status status;
    private Metadata trailers;

    Line(ClientCall<Q, A> call, boolean sendsMany, Metadata headers, Cancellation cancellation) {
        this.call = call;
        this.sendsMany = sendsMany;
        call.start(this, headers);
        call.request(1);
        this.unhook = cancellation.whenCancelled(() -> call.cancel("cancelled by its caller", null));
    }

    /** Sends a message when there is room; false when the call has ended and nothing is taken any more. */
    boolean send(Q message) {
        await(() -> !sendsMany || status != null || call.isReady(), null);
        if (ended()) {
            return false;
        }
        return unlessCancelled(() -> call.sendMessage(message));
    }

    void finish() {
        unlessCancelled(call::halfClose);
    }

    /** Another thread may cancel at any time; gRPC throws at what comes behind, and the status will tell. */
    private static boolean unlessCancelled(Runnable act) {
        try {
            act.run();
            return true;
        } catch (IllegalStateException cancelled) {
            return false;
        }
    }

    /** The next message; null at the end. Silence for longer than {@code idle} (null: any) breaks the line. */
    A next(Duration idle) {
        if (!await(() -> status != null || !arrived.isEmpty(), idle)) {
            call.cancel("silent for too long", null);
            throw Failures.broken("the server was silent for too long");
        }
        lock.lock();
        try {
            A message = arrived.poll();
            if (message != null) {
                call.request(1);
                return message;
            }
            if (!status.isOk()) {
                throw Failures.from(status, trailers);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The one answer of a call that has one. */
    A only() {
        A answer = next(null);
        if (answer == null) {
            throw Failures.broken("the stream ended early");
        }
        if (next(null) != null) {
            throw Failures.corrupt("two answers where one belongs");
        }
        return answer;
    }

    /** Ends the call, if it has not ended. */
    @Override
    public void close() {
        unhook.run();
        if (!ended()) {
            call.cancel("closed", null);
        }
    }

    private boolean ended() {
        lock.lock();
        try {
            return status != null;
        } finally {
            lock.unlock();
        }
    }

    private interface Check {
        boolean holds();
    }

    private boolean await(Check check, Duration longest) {
        lock.lock();
        try {
            long left = longest == null ? 0 : longest.toNanos();
            while (!check.holds()) {
                if (longest == null) {
                    changed.await();
                } else if (left <= 0) {
                    return false;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            return true;
        } catch (InterruptedException interrupted) {
            ArtigridException failure = Failures.interrupted(interrupted);
            call.cancel("interrupted", null);
            throw failure;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onReady() {
        tell(() -> {});
    }

    @Override
    public void onMessage(A message) {
        tell(() -> arrived.add(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        tell(() -> {
            this.status = status;
            this.trailers = trailers;
        });
    }

    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
