package dev.artigrid.client.impl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

/** A file that is there whole or not at all: written beside its place, synced, then renamed. */
public final class WholeFile implements AutoCloseable {
    private final Path place;
    private final Path beside;
    private final FileChannel channel;
    private final OutputStream out;

    public WholeFile(Path place) throws IOException {
        this.place = place.toAbsolutePath();
        this.beside = this.place.resolveSibling("." + this.place.getFileName() + "." + UUID.randomUUID() + ".part");
        this.channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        this.out = Channels.newOutputStream(channel);
    }

    public OutputStream out() {
        return out;
    }

    /** Makes it durable and visible. */
    public void commit() throws IOException {
        channel.force(true);
        channel.close();
        Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The rename itself must last too. Windows does not let a folder be opened.
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            try (FileChannel folder = FileChannel.open(place.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /** Leaves nothing of what was not committed. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(beside);
    }

    static void write(Path place, byte[] data) throws IOException {
        try (WholeFile file = new WholeFile(place)) {
            file.out.write(data);
            file.commit();
        }
    }
}
