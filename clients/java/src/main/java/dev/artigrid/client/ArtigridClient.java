package dev.artigrid.client;

import dev.artigrid.client.impl.Connection;
import dev.artigrid.client.impl.Settings;
import dev.artigrid.client.options.RetryPolicy;
import dev.artigrid.client.options.Tls;
import dev.artigrid.client.options.TokenSource;
import java.time.Duration;
import java.util.Map;

/** A connection to an Artigrid server under one identity. Opened with the first call, and again when it breaks. */
public final class ArtigridClient implements AutoCloseable {
    private final Connection connection;
    private final boolean owner;

    private ArtigridClient(Connection connection, boolean owner) {
        this.connection = connection;
        this.owner = owner;
    }

    /**
     * Says where the server is and who is calling.
     *
     * @return what builds a client
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A client of a server, without an identity.
     *
     * @param address as in {@link Builder#address}
     * @return the client
     */
    public static ArtigridClient connect(String address) {
        return builder().address(address).build();
    }

    /**
     * A client by the environment: {@code ARTIGRID_ADDR}, {@code _SANDBOX}, {@code _USER}, {@code _SESSION}, {@code _ROLE},
     * {@code _TOKEN}.
     *
     * @return the client
     */
    public static ArtigridClient fromEnv() {
        return builder().env().build();
    }

    /** {@return content and metadata} */
    public ArtifactClient artifacts() {
        return new ArtifactClient(connection);
    }

    /** {@return sessions} */
    public SessionClient sessions() {
        return new SessionClient(connection);
    }

    /** {@return finding, counting and watching artifacts} */
    public SearchClient search() {
        return new SearchClient(connection);
    }

    /** {@return signed URLs and share links} */
    public UrlClient urls() {
        return new UrlClient(connection);
    }

    /** {@return what the server can do, and figures of it} */
    public AdminClient admin() {
        return new AdminClient(connection);
    }

    /** {@return the session that this client names or keeps; empty if there is none yet} */
    public String session() {
        return connection.identity().session();
    }

    /**
     * The same connection for somebody else, where the role allows it. It ends with this client's.
     *
     * @param user to act for
     * @return another client
     */
    public ArtigridClient actingFor(String user) {
        return new ArtigridClient(connection.actingFor(new Builder(connection.settings()).user(user).session("").settings()), false);
    }

    /** Ends the connection, and calls that are under way. */
    @Override
    public void close() {
        if (owner) {
            connection.close();
        }
    }

    /** Builds a client; everything has a default. */
    public static final class Builder {
        private String address = "127.0.0.1:50051";
        private String sandbox = "";
        private String user = "";
        private String session = "";
        private String role = "";
        private TokenSource token;
        private boolean renewable;
        private Tls tls;
        private Duration timeout = Duration.ofSeconds(30);
        private Duration streamIdle = Duration.ofSeconds(60);
        private long resumableFrom = 16 << 20;
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private Duration keepalive = Duration.ofSeconds(30);
        private Duration keepaliveTimeout = Duration.ofSeconds(20);

        private Builder() {}

        private Builder(Settings settings) {
            address = settings.address();
            sandbox = settings.sandbox();
            user = settings.user();
            session = settings.session();
            role = settings.role();
            token = settings.token();
            renewable = settings.renewable();
            tls = settings.tls();
            timeout = settings.timeout();
            streamIdle = settings.streamIdle();
            resumableFrom = settings.resumableFrom();
            retry = settings.retry();
            keepalive = settings.keepalive();
            keepaliveTimeout = settings.keepaliveTimeout();
        }

        /**
         * Takes {@code ARTIGRID_ADDR}, {@code _SANDBOX}, {@code _USER}, {@code _SESSION}, {@code _ROLE} and {@code _TOKEN}
         * from the environment. What is said behind it wins.
         *
         * @return this
         */
        public Builder env() {
            return env(System.getenv());
        }

        Builder env(Map<String, String> env) {
            address = variable(env, "ADDR", address);
            sandbox = variable(env, "SANDBOX", sandbox);
            user = variable(env, "USER", user);
            session = variable(env, "SESSION", session);
            role = variable(env, "ROLE", role);
            String found = variable(env, "TOKEN", null);
            return found == null ? this : token(found);
        }

        /** Empty is as good as unset. */
        private static String variable(Map<String, String> env, String name, String otherwise) {
            String value = env.getOrDefault("ARTIGRID_" + name, "");
            return value.isEmpty() ? otherwise : value;
        }

        /**
         * Where the server is: {@code http://host:port}, {@code https://host:port}, or on this machine a bare
         * {@code host:port}. Default 127.0.0.1:50051.
         *
         * @param address the address
         * @return this
         */
        public Builder address(String address) {
            this.address = address;
            return this;
        }

        /**
         * Names the sandbox; the server's default when not named.
         *
         * @param sandbox its name
         * @return this
         */
        public Builder sandbox(String sandbox) {
            this.sandbox = sandbox;
            return this;
        }

        /**
         * Names the user to act for.
         *
         * @param user its id
         * @return this
         */
        public Builder user(String user) {
            this.user = user;
            return this;
        }

        /**
         * Names the session to act in. When not named, the client keeps that of its first write to session scope.
         *
         * @param session its id
         * @return this
         */
        public Builder session(String session) {
            this.session = session;
            return this;
        }

        /**
         * Names the role, where the server believes metadata: user, service, admin or operator.
         *
         * @param role the role
         * @return this
         */
        public Builder role(String role) {
            this.role = role;
            return this;
        }

        /**
         * A token that stays.
         *
         * @param token a JWT or API key
         * @return this
         */
        public Builder token(String token) {
            this.token = refused -> token;
            this.renewable = false;
            return this;
        }

        /**
         * A token that is got anew when it is refused.
         *
         * @param source what gets it
         * @return this
         */
        public Builder token(TokenSource source) {
            this.token = source;
            this.renewable = true;
            return this;
        }

        /**
         * Certificates, for https:// addresses.
         *
         * @param tls whom to trust, and what to show
         * @return this
         */
        public Builder tls(Tls tls) {
            this.tls = tls;
            return this;
        }

        /**
         * How long a call other than a transfer may take, each try by itself. Default 30 s; zero: as long as it takes.
         *
         * @param timeout the longest time
         * @return this
         */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * How long a download may be silent before it is given up and picked up anew. Default 60 s.
         *
         * @param idle the longest silence
         * @return this
         */
        public Builder streamIdle(Duration idle) {
            this.streamIdle = idle;
            return this;
        }

        /**
         * Content of at least this size is uploaded so that it can be picked up. Default 16 MiB.
         *
         * @param size in bytes
         * @return this
         */
        public Builder resumableFrom(long size) {
            this.resumableFrom = size;
            return this;
        }

        /**
         * How calls that may be repeated are tried again.
         *
         * @param policy how often and when
         * @return this
         */
        public Builder retry(RetryPolicy policy) {
            this.retry = policy;
            return this;
        }

        /**
         * Pings while calls run, so that a dead peer is noticed. Default every 30 s, given up after 20 s.
         *
         * @param interval between pings
         * @param timeout for their answer
         * @return this
         */
        public Builder keepalive(Duration interval, Duration timeout) {
            this.keepalive = interval;
            this.keepaliveTimeout = timeout;
            return this;
        }

        private Settings settings() {
            return new Settings(
                    address, sandbox, user, session, role, token, renewable, tls, timeout, streamIdle, resumableFrom, retry, keepalive, keepaliveTimeout);
        }

        /**
         * Makes the client.
         *
         * @return the client
         */
        public ArtigridClient build() {
            return new ArtigridClient(Connection.to(settings()), true);
        }
    }
}
