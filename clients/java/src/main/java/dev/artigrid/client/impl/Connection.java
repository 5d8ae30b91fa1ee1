package dev.artigrid.client.impl;

import dev.artigrid.client.Cancellation;
import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.options.Options;
import dev.artigrid.client.options.Tls;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A channel under an identity, and calls by it. */
public final class Connection {
    /** HTTP/2 windows. The protocol's 64 KiB would hold a transfer to one window per round trip. */
    private static final int WINDOW = 8 << 20;
    /** Leaves room for a batch or page of 3 MiB and what surrounds it; the server's largest message is 4 MiB. */
    private static final int LARGEST_ANSWER = 6 << 20;
    /** Two chunks under way keep the line busy while the next is read. */
    private static final int READY_BELOW = 1 << 20;

    private final ManagedChannel channel;
    private final Settings settings;
    private final Identity identity;

    private Connection(ManagedChannel channel, Settings settings) {
        this.channel = channel;
        this.settings = settings;
        this.identity = new Identity(settings);
    }

    /** Opened with the first call, and again when it breaks. */
    public static Connection to(Settings settings) {
        Address address = Address.parse(settings.address());
        if (!address.secure() && settings.tls() != null) {
            throw Failures.usage("TLS goes with an https:// address");
        }
        ChannelCredentials credentials = address.secure() ? credentials(settings.tls()) : InsecureChannelCredentials.create();
        ManagedChannel channel = NettyChannelBuilder.forTarget(address.target(), credentials)
                .flowControlWindow(WINDOW)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .keepAliveTime(settings.keepalive().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(settings.keepaliveTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .userAgent("artigrid-client-java")
                .build();
        return new Connection(channel, settings);
    }

    private static ChannelCredentials credentials(Tls tls) {
        TlsChannelCredentials.Builder made = TlsChannelCredentials.newBuilder();
        try {
            if (tls != null && tls.trusted() != null) {
                made.trustManager(tls.trusted().toFile());
            }
            if (tls != null && tls.chain() != null) {
                made.keyManager(tls.chain().toFile(), tls.key().toFile());
            }
        } catch (IOException failed) {
            throw Failures.local("the certificates", failed);
        }
        return made.build();
    }

    /** The same channel for somebody else. */
    public Connection actingFor(Settings other) {
        return new Connection(channel, other);
    }

    public Settings settings() {
        return settings;
    }

    public Identity identity() {
        return identity;
    }

    /** Ends the channel, and calls that are under way. */
    public void close() {
        channel.shutdownNow();
    }

    /** Lets a channel that waits before it connects again do so now: how long to wait is the retries' to say. */
    void wake() {
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
    }

    /** Opens a call; {@code timeout} zero or null: as long as it takes. */
    <Q, A> Line<Q, A> open(MethodDescriptor<Q, A> method, Duration timeout, Cancellation cancellation) {
        if (cancellation.isCancelled()) {
            throw Failures.cancelled();
        }
        // Listeners only take notes, so the connection's own thread may run them.
        CallOptions call = CallOptions.DEFAULT.withExecutor(Runnable::run).withOnReadyThreshold(READY_BELOW);
        if (timeout != null && !timeout.isZero()) {
            call = call.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS);
        }
        wake();
        return new Line<>(channel.newCall(method, call), !method.getType().clientSendsOneMessage(), identity.headers(), cancellation);
    }

    /** Sends a request, again as far as it may be repeated, each try with a deadline of its own. */
    public <Q, A> A call(MethodDescriptor<Q, A> method, Q request, Options<?> options, boolean repeat) {
        Duration timeout = options.timeout() == null ? settings.timeout() : options.timeout();
        return call(method, request, timeout, options.cancellation(), repeat);
    }

    /** The same, as long as a transfer may take. */
    public <Q, A> A callUntimed(MethodDescriptor<Q, A> method, Q request, Options<?> options, boolean repeat) {
        return call(method, request, options.timeout(), options.cancellation(), repeat);
    }

    private <Q, A> A call(MethodDescriptor<Q, A> method, Q request, Duration timeout, Cancellation cancellation, boolean repeat) {
        Tries tries = new Tries(this, repeat, cancellation);
        while (true) {
            try (Line<Q, A> line = open(method, timeout, cancellation)) {
                line.send(request);
                line.finish();
                return line.only();
            } catch (ArtigridException failure) {
                tries.again(failure);
            }
        }
    }
}
