package dev.artigrid.client.impl;

import dev.artigrid.client.Cancellation;
import dev.artigrid.client.impl.pb.ArtifactSpec;
import dev.artigrid.client.impl.pb.Scope;
import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Who is calling, and the session that is kept.
 *
 * <p>It travels as request metadata with every call, never in request fields. A client that names no session keeps that
 * of its first write to session scope, so that all its writes go to one place. If that session belongs to a user, later
 * writes name it in their spec, and reads still see all of the user's sessions. An anonymous session is visible only to
 * those who name it, so then every later call does; and because two first writes at once would begin two of them, writes
 * wait until the first has told its session.
 */
public final class Identity {
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");

    private final Settings settings;
    private final Semaphore firstWrite = new Semaphore(1);
    /** With every call; by writes only. */
    private String named;
    private String forWrites = "";
    private String sent;
    private String refused;

    Identity(Settings settings) {
        this.settings = settings;
        this.named = settings.session();
    }

    /** The session that is named or kept, or empty. */
    public synchronized String session() {
        return named.isEmpty() ? forWrites : named;
    }

    /** Notes that the token was refused, and says whether another one can be had. */
    synchronized boolean refuse() {
        refused = sent;
        return settings.renewable();
    }

    /** What is said of the caller with a request. */
    Metadata headers() {
        Metadata headers = new Metadata();
        String session;
        String refusal;
        synchronized (this) {
            session = named;
            refusal = refused;
            refused = null;
        }
        put(headers, "artigrid-sandbox", settings.sandbox());
        put(headers, "artigrid-user", settings.user());
        put(headers, "artigrid-role", settings.role());
        put(headers, "artigrid-session", session);
        if (settings.token() != null) {
            headers.put(AUTHORIZATION, "Bearer " + token(refusal));
        }
        return headers;
    }

    private String token(String refusal) {
        String token;
        try {
            token = settings.token().token(refusal);
        } catch (InterruptedException interrupted) {
            throw Failures.interrupted(interrupted);
        } catch (Exception failed) {
            throw Failures.local("the token", failed);
        }
        if (token == null || !TOKEN.matcher(token).matches()) {
            throw Failures.usage("the token has characters that no token has");
        }
        synchronized (this) {
            sent = token;
        }
        return token;
    }

    /** Names the kept session in a spec that names none, or waits for the right to be the first write. */
    Write beginWrite(ArtifactSpec spec, String requestId, Cancellation cancellation) {
        if (spec.getScope() != Scope.SCOPE_SESSION || !spec.getSessionId().isEmpty()) {
            return new Write(spec.getSessionId(), () -> {});
        }
        // A user has one automatic session, however many first writes there are at once.
        if (settings.user().isEmpty() && session().isEmpty()) {
            acquire(cancellation);
            if (session().isEmpty()) {
                return new Write("", firstWrite::release);
            }
            firstWrite.release();
        }
        synchronized (this) {
            // What is named with every call need not be named here. What has a request id is said the second time as
            // it was the first time, when no session was kept yet; the server picks the user's own.
            return new Write(named.isEmpty() && requestId.isEmpty() ? forWrites : "", () -> {});
        }
    }

    private void acquire(Cancellation cancellation) {
        try {
            while (!firstWrite.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                if (cancellation.await(Duration.ZERO)) {
                    throw Failures.cancelled();
                }
            }
        } catch (InterruptedException interrupted) {
            throw Failures.interrupted(interrupted);
        }
    }

    /** Keeps the session of an answer, if none is kept. */
    synchronized void wrote(Scope scope, String session, String user) {
        if (scope != Scope.SCOPE_SESSION || session.isEmpty() || !named.isEmpty() || !forWrites.isEmpty()) {
            return;
        }
        if (user.isEmpty()) {
            named = session;
        } else {
            forWrites = session;
        }
    }

    /** A write that may go: into this session (empty: the server decides). Close it when it is done. */
    record Write(String session, Runnable done) implements AutoCloseable {
        @Override
        public void close() {
            done.run();
        }
    }

    private static void put(Metadata headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(key(name), encoded(value));
        }
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    /** Percent-encodes, so that any text can be metadata. */
    public static String encoded(String value) {
        StringBuilder text = new StringBuilder();
        for (byte one : value.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (one & 0xff);
            if (letter < 0x80 && (Character.isLetterOrDigit(letter) || "-_.~".indexOf(letter) >= 0)) {
                text.append(letter);
            } else {
                text.append(String.format("%%%02X", (int) letter));
            }
        }
        return text.toString();
    }
}
