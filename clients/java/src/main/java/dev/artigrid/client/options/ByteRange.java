package dev.artigrid.client.options;

/**
 * A part of content: {@code length} bytes from {@code offset} on (0 = to the end), or the {@code last} so many.
 *
 * @param offset first byte
 * @param length how many; 0 = to the end
 * @param last how many at the end; 0 = by offset
 */
public record ByteRange(long offset, long length, long last) {
    /**
     * All from an offset on.
     *
     * @param offset first byte
     * @return the range
     */
    public static ByteRange from(long offset) {
        return new ByteRange(offset, 0, 0);
    }

    /**
     * A stretch.
     *
     * @param offset first byte
     * @param length how many; 0 = to the end
     * @return the range
     */
    public static ByteRange of(long offset, long length) {
        return new ByteRange(offset, length, 0);
    }

    /**
     * The last so many bytes.
     *
     * @param count how many
     * @return the range
     */
    public static ByteRange last(long count) {
        return new ByteRange(0, 0, count);
    }
}
