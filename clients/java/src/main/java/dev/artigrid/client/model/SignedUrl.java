package dev.artigrid.client.model;

import java.time.Instant;
import java.util.Map;

/**
 * A URL and how to use it. Whoever has it can use it: treat it as a secret.
 *
 * @param url the URL
 * @param method {@code GET} or {@code PUT}
 * @param headers to be sent exactly so
 * @param expireTime when it stops working
 * @param isNative it leads to the store itself, not through the server
 * @param version that it reads; 0 for one to write by
 */
public record SignedUrl(String url, String method, Map<String, String> headers, Instant expireTime, boolean isNative, long version) {
    /** The URL is a secret, and what is printed ends up in logs. */
    @Override
    public String toString() {
        return "SignedUrl[" + method + ", until " + expireTime + "]";
    }
}
