package dev.artigrid.client.impl;

import dev.artigrid.client.options.RetryPolicy;
import dev.artigrid.client.options.Tls;
import dev.artigrid.client.options.TokenSource;
import java.time.Duration;

/** Where the server is, who is calling, and how the client behaves. */
public record Settings(
        String address, String sandbox, String user, String session, String role, TokenSource token, boolean renewable, Tls tls,
        Duration timeout, Duration streamIdle, long resumableFrom, RetryPolicy retry, Duration keepalive, Duration keepaliveTimeout) {}
