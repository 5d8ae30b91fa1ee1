package dev.artigrid.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Content to upload. What can be read again from any place can be picked up after a break; a stream passes by once. */
public final class Source {
    /** Opens content at an offset. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Opens the content.
         *
         * @param offset the first byte wanted
         * @return a stream of all from there on; it will be closed
         * @throws IOException when it cannot be opened
         */
        InputStream open(long offset) throws IOException;
    }

    private final Long size;
    private final boolean rewindable;
    private final Opener opener;

    private Source(Long size, boolean rewindable, Opener opener) {
        this.size = size;
        this.rewindable = rewindable;
        this.opener = opener;
    }

    /**
     * Bytes at hand. They must not change until the upload is done.
     *
     * @param data the content
     * @return the source
     */
    public static Source of(byte[] data) {
        return rewindable((long) data.length, offset -> new ByteArrayInputStream(data, (int) offset, data.length - (int) offset));
    }

    /**
     * A file.
     *
     * @param path where it is
     * @return the source
     */
    public static Source of(Path path) {
        Long size = null;
        try {
            size = Files.isRegularFile(path) ? Files.size(path) : null;
        } catch (IOException unknown) {
            // Whoever opens it will be told why it cannot be read.
        }
        return rewindable(size, offset -> Channels.newInputStream(FileChannel.open(path, StandardOpenOption.READ).position(offset)));
    }

    /**
     * A stream of unknown length, unless the options declare it. It is read once, and closed.
     *
     * @param stream the content
     * @return the source
     */
    public static Source of(InputStream stream) {
        return new Source(null, false, offset -> stream);
    }

    /**
     * Whatever can be opened at any place, again and again.
     *
     * @param size in bytes; null when it is not known
     * @param opener opens it
     * @return the source
     */
    public static Source rewindable(Long size, Opener opener) {
        return new Source(size, true, opener);
    }

    /**
     * The same content with a size declared.
     *
     * @param declared in bytes
     * @return another source
     */
    public Source withSize(long declared) {
        return new Source(declared, rewindable, opener);
    }

    /** {@return its size, or null when it is not known} */
    public Long size() {
        return size;
    }

    /** {@return whether it can be read again} */
    public boolean isRewindable() {
        return rewindable;
    }

    /**
     * Opens it.
     *
     * @param offset the first byte wanted; only 0 for what passes by once
     * @return a stream of all from there on
     * @throws IOException when it cannot be opened
     */
    public InputStream open(long offset) throws IOException {
        return opener.open(offset);
    }
}
