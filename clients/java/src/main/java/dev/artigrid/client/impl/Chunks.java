package dev.artigrid.client.impl;

import dev.artigrid.client.Source;
import dev.artigrid.client.errors.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A source from an offset on, in pieces of one length (the last shorter), its size checked. */
final class Chunks implements AutoCloseable {
    private final InputStream stream;
    private final Long declared;
    private final int length;
    private long offset;

    Chunks(Source source, long offset, int length) {
        this(open(source, offset), source.size(), offset, length);
    }

    /** Of a stream that is open; {@code declared} null: of unknown size. */
    Chunks(InputStream stream, Long declared, long offset, int length) {
        this.stream = stream;
        this.declared = declared;
        this.offset = offset;
        this.length = length;
    }

    static InputStream open(Source source, long offset) {
        try {
            return source.open(offset);
        } catch (IOException | RuntimeException failed) {
            throw Failures.local("the source of the upload", failed);
        }
    }

    /** The next piece, whose bytes will not change; null behind the last. */
    byte[] next() {
        byte[] piece = new byte[length];
        int count = 0;
        try {
            for (int more = 0; more >= 0 && count < length; count += Math.max(more, 0)) {
                more = stream.read(piece, count, length - count);
            }
        } catch (IOException | RuntimeException failed) {
            throw Failures.local("the source of the upload", failed);
        }
        offset += count;
        if (declared != null && (offset > declared || count < length && offset < declared)) {
            throw sizeMismatch();
        }
        if (count == 0) {
            return null;
        }
        return count == length ? piece : Arrays.copyOf(piece, count);
    }

    static RuntimeException sizeMismatch() {
        return Failures.of(Reason.SIZE_MISMATCH, "the content has not the size that was declared");
    }

    /** What cannot even be closed has nothing to add to what happened before. */
    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException ignored) {
            return;
        }
    }
}
