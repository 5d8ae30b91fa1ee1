package dev.artigrid.client.model;

/**
 * Digests of one content, as far as they are known.
 *
 * @param crc32c CRC-32C as a number from 0 on, or null
 * @param sha256 SHA-256 in lower-case hex, or null
 */
public record Digests(Long crc32c, String sha256) {
    /** None is known. */
    public static final Digests NONE = new Digests(null, null);

    /**
     * Digests of which only this one is known.
     *
     * @param hex SHA-256 in hex
     * @return the digests
     */
    public static Digests ofSha256(String hex) {
        return new Digests(null, hex);
    }
}
