package dev.artigrid.client;

import dev.artigrid.client.impl.DownloadLine;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Content on its way, whole in spite of broken connections. It ends (with -1) only when all has arrived and is checked;
 * else it throws an {@link dev.artigrid.client.errors.ArtigridException}. Close it, or read it to its end.
 */
public final class Download extends InputStream {
    private final DownloadLine line;
    private byte[] held = {};
    private int taken;

    Download(DownloadLine line) {
        this.line = line;
    }

    /** {@return the artifact as it was when the download began} */
    public Artifact artifact() {
        return line.artifact();
    }

    /** {@return the first byte that comes} */
    public long offset() {
        return line.offset();
    }

    /** {@return how many bytes come} */
    public long length() {
        return line.length();
    }

    /** {@return the size of the version in all} */
    public long totalSize() {
        return line.totalSize();
    }

    /** {@return the version that comes} */
    public long version() {
        return line.version();
    }

    /** {@return digests of the whole of that version} */
    public Digests digests() {
        return line.digests();
    }

    private boolean fill() {
        while (taken == held.length) {
            byte[] next = line.next();
            if (next == null) {
                return false;
            }
            held = next;
            taken = 0;
        }
        return true;
    }

    @Override
    public int read() {
        return fill() ? held[taken++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int at, int length) {
        Objects.checkFromIndexSize(at, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, held.length - taken);
        System.arraycopy(held, taken, into, at, count);
        taken += count;
        return count;
    }

    @Override
    public int available() {
        return held.length - taken;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        while (fill()) {
            out.write(held, taken, held.length - taken);
            total += held.length - taken;
            taken = held.length;
        }
        return total;
    }

    /** Lets go of the download. */
    @Override
    public void close() {
        line.close();
    }
}
