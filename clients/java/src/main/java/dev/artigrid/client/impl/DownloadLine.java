package dev.artigrid.client.impl;

import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Reason;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.DownloadChunk;
import dev.artigrid.client.impl.pb.DownloadHeader;
import dev.artigrid.client.impl.pb.DownloadRequest;
import dev.artigrid.client.impl.pb.DownloadResponse;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Digests;
import dev.artigrid.client.model.Progress;
import dev.artigrid.client.options.ByteRange;
import dev.artigrid.client.options.ReadOptions;
import java.util.HexFormat;

/**
 * A download that is pinned to one version from its first header on. When it breaks, it goes on at the next byte of that
 * version; it gives up after some tries that brought no byte. Every chunk is checked on arrival, and of a whole download
 * the SHA-256 of all before its end is told.
 */
public final class DownloadLine implements AutoCloseable {
    private final Connection connection;
    private final ReadOptions options;
    private final Tries tries;
    private final DownloadHeader header;
    private final Artifact artifact;
    private final Hashing hashing;
    private Line<DownloadRequest, DownloadResponse> line;
    private long position;
    private ArtigridException failed;
    private boolean whole;

    public DownloadLine(Connection connection, String id, ReadOptions options) {
        this.connection = connection;
        this.options = options;
        // The server's IDLE_TIMEOUT means that this side was slow to take the bytes.
        this.tries = new Tries(connection, true, options.cancellation(), Reason.IDLE_TIMEOUT);
        DownloadRequest.Builder request = DownloadRequest.newBuilder().setArtifactId(id).setVersion(options.version());
        if (options.range() != null) {
            request.setRange(Wire.range(options.range()));
        }
        this.header = begin(request.build());
        if (header.getOffset() < 0 || header.getLength() < 0 || header.getTotalSize() < 0) {
            line.close();
            throw Failures.corrupt("a download of less than nothing");
        }
        this.artifact = Wire.artifact(header.getArtifact());
        this.position = header.getOffset();
        boolean all = header.getOffset() == 0 && header.getLength() == header.getTotalSize();
        this.hashing = all && header.getDigests().hasSha256() ? new Hashing() : null;
        tries.progress();
        tell();
    }

    public Artifact artifact() {
        return artifact;
    }

    public long offset() {
        return header.getOffset();
    }

    public long length() {
        return header.getLength();
    }

    public long totalSize() {
        return header.getTotalSize();
    }

    public long version() {
        return header.getVersion();
    }

    public Digests digests() {
        return Wire.digests(header.getDigests());
    }

    private DownloadHeader begin(DownloadRequest request) {
        while (true) {
            try {
                return open(request);
            } catch (ArtigridException failure) {
                tries.again(failure);
            }
        }
    }

    private DownloadHeader open(DownloadRequest request) {
        line = connection.open(ArtifactServiceGrpc.getDownloadMethod(), options.timeout(), options.cancellation());
        line.send(request);
        line.finish();
        DownloadResponse first = line.next(connection.settings().streamIdle());
        if (first == null || !first.hasHeader()) {
            line.close();
            throw Failures.corrupt("a download without a header");
        }
        return first.getHeader();
    }

    private long end() {
        return header.getOffset() + header.getLength();
    }

    /** The next chunk, by another line if need be; null when all has arrived and is checked. */
    public byte[] next() {
        while (true) {
            if (failed != null) {
                throw failed;
            }
            if (whole) {
                return null;
            }
            try {
                if (position == end()) {
                    finish();
                    continue;
                }
                byte[] data = receive();
                tries.progress();
                tell();
                return data;
            } catch (ArtigridException failure) {
                drop();
                again(failure);
            }
        }
    }

    private void again(ArtigridException failure) {
        try {
            tries.again(failure);
        } catch (ArtigridException last) {
            failed = last;
        }
    }

    private byte[] receive() {
        if (line == null) {
            resume();
        }
        DownloadResponse message = line.next(connection.settings().streamIdle());
        if (message == null) {
            throw Failures.broken("the stream ended early");
        }
        DownloadChunk chunk = message.getChunk();
        byte[] data = chunk.getData().toByteArray();
        if (!message.hasChunk() || chunk.getOffset() != position) {
            throw Failures.corrupt("something else came for byte " + position);
        }
        if (data.length == 0 || data.length > end() - position) {
            throw Failures.corrupt("a chunk that is empty or goes past the end");
        }
        if (Hashing.crc32c(data, 0, data.length) != chunk.getCrc32C()) {
            throw Failures.corrupt("the bytes at " + position + " do not match their checksum");
        }
        if (hashing != null) {
            hashing.add(data, data.length, position);
        }
        position += data.length;
        return data;
    }

    /** Goes on with the same version at the next byte. */
    private void resume() {
        ByteRange left = ByteRange.of(position, end() - position);
        DownloadHeader again = open(DownloadRequest.newBuilder()
                .setArtifactId(artifact.id()).setVersion(header.getVersion()).setRange(Wire.range(left)).build());
        if (again.getVersion() != header.getVersion() || again.getTotalSize() != header.getTotalSize()
                || again.getOffset() != left.offset() || again.getLength() != left.length()) {
            throw Failures.corrupt("the resumed download is another one");
        }
    }

    /** Reads the end of the stream, and compares the digest of the whole. */
    private void finish() {
        if (line != null) {
            DownloadResponse more = null;
            try {
                more = line.next(connection.settings().streamIdle());
            } catch (ArtigridException unimportant) {
                // All bytes are here: how the stream ends does not matter any more, but more bytes do.
                more = null;
            }
            drop();
            if (more != null) {
                throw Failures.corrupt("more content than announced");
            }
        }
        if (hashing != null && !HexFormat.of().formatHex(hashing.sha256()).equals(digests().sha256())) {
            throw Failures.corrupt("the content does not match its digest");
        }
        whole = true;
    }

    private void drop() {
        if (line != null) {
            line.close();
            line = null;
        }
    }

    private void tell() {
        if (options.progress() != null) {
            options.progress().accept(new Progress(position - header.getOffset(), header.getLength()));
        }
    }

    @Override
    public void close() {
        drop();
        if (failed == null && !whole) {
            failed = Failures.usage("the download is closed");
        }
    }
}
