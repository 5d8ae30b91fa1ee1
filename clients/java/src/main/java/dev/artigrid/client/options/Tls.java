package dev.artigrid.client.options;

import java.nio.file.Path;

/**
 * Certificates for {@code https://} addresses, in PEM files.
 *
 * @param trusted whom to trust; null = whom Java trusts
 * @param chain the client's own certificates; null = none
 * @param key the key of them
 */
public record Tls(Path trusted, Path chain, Path key) {
    /** Whom Java trusts; no certificates of its own. */
    public static final Tls DEFAULT = new Tls(null, null, null);

    /**
     * Trusts these.
     *
     * @param certificates a PEM file
     * @return the settings
     */
    public static Tls trusting(Path certificates) {
        return new Tls(certificates, null, null);
    }

    /**
     * Shows certificates of its own, too.
     *
     * @param chain a PEM file of certificates
     * @param key a PEM file of their key, PKCS #8
     * @return the settings
     */
    public Tls withIdentity(Path chain, Path key) {
        return new Tls(trusted, chain, key);
    }
}
