package dev.artigrid.client.impl;

import dev.artigrid.client.Source;
import dev.artigrid.client.impl.pb.Artifact;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.CreateArtifactRequest;
import dev.artigrid.client.impl.pb.Digests;
import dev.artigrid.client.impl.pb.UpdateArtifactRequest;
import dev.artigrid.client.impl.pb.UploadRequest;
import dev.artigrid.client.impl.pb.UploadResponse;
import dev.artigrid.client.model.Progress;
import dev.artigrid.client.options.UploadOptions;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Sends content by the way that fits it: small content in one message; large content, or what shall be resumable, by an
 * upload that is picked up after a break; all else by one stream, of which a break leaves nothing.
 */
public final class Uploads {
    /**
     * The content of one message; the server allows four times as much. An upload that waits its turn costs the server a
     * buffer of about this size.
     */
    static final int CHUNK = 512 << 10;
    /**
     * Goes in one message: a quarter of what the server takes so, since a stream costs little more from here on and holds
     * less memory at once.
     */
    private static final int SMALL = 256 << 10;

    private final Connection connection;

    public Uploads(Connection connection) {
        this.connection = connection;
    }

    public dev.artigrid.client.model.Artifact upload(Goal goal, Source given, UploadOptions options) {
        Source source = options.size() == null ? given : given.withSize(options.size());
        if (source.size() == null || source.size() <= SMALL) {
            Object weighed = weigh(source);
            if (weighed instanceof byte[] data) {
                return store(goal, data, options);
            }
            source = (Source) weighed;
        }
        boolean large = source.size() != null && source.size() >= connection.settings().resumableFrom() || options.stateFile() != null;
        if (options.resumable() == null ? large : options.resumable()) {
            return Wire.artifact(new ResumableUpload(connection, this, goal, source, options).run());
        }
        Source whole = source;
        return Wire.artifact(goal.reach(connection, options, kept -> {
            UploadRequest.Builder first = UploadRequest.newBuilder().setSpec(kept.upload(whole.size(), options.digests(), options.requestId()));
            return feed(first, whole, new Hashing(), options);
        }));
    }

    /** Sends bytes in one message, whatever their length. */
    public dev.artigrid.client.model.Artifact store(Goal goal, byte[] data, UploadOptions options) {
        tell(options, 0, (long) data.length);
        Hashing hashing = new Hashing();
        hashing.add(data, data.length, 0);
        Digests digests = Wire.digests(options.digests(), Digests.newBuilder()
                .setCrc32C(Hashing.crc32c(data, 0, data.length)).setSha256(ByteString.copyFrom(hashing.sha256())));
        boolean repeat = !options.requestId().isEmpty();
        Artifact made = goal.reach(connection, options, kept -> {
            if (kept.replacement() != null) {
                UpdateArtifactRequest request = UpdateArtifactRequest.newBuilder()
                        .setArtifactId(kept.replacement().getArtifactId()).setEtag(kept.replacement().getEtag())
                        .setChanges(kept.replacement().getChanges()).setUpdateMask(kept.replacement().getUpdateMask())
                        .setMetaMode(kept.replacement().getMetaMode())
                        .setData(Wire.bytes(data)).setDigests(digests).setRequestId(options.requestId()).build();
                return connection.call(ArtifactServiceGrpc.getUpdateArtifactMethod(), request, options, repeat).getArtifact();
            }
            CreateArtifactRequest request = CreateArtifactRequest.newBuilder()
                    .setSpec(kept.spec()).setData(Wire.bytes(data)).setDigests(digests).setRequestId(options.requestId()).build();
            return connection.call(ArtifactServiceGrpc.getCreateArtifactMethod(), request, options, repeat).getArtifact();
        });
        tell(options, data.length, (long) data.length);
        return Wire.artifact(made);
    }

    /** Small content as bytes, or a source of all of it. */
    private static Object weigh(Source source) {
        InputStream stream = Chunks.open(source, 0);
        boolean keep = false;
        try {
            // One more byte tells whether there is more.
            byte[] first = stream.readNBytes(SMALL + 1);
            if (source.size() != null && first.length != source.size()) {
                throw Chunks.sizeMismatch();
            }
            if (first.length <= SMALL) {
                return first;
            }
            if (source.isRewindable()) {
                return source;
            }
            // It passes by once: what was taken is put before the rest.
            keep = true;
            return Source.of(new SequenceInputStream(new ByteArrayInputStream(first), stream));
        } catch (IOException failed) {
            throw Failures.local("the source of the upload", failed);
        } finally {
            if (!keep) {
                closeQuietly(stream);
            }
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException ignored) {
            return;
        }
    }

    /**
     * Sends one stream, from the offset of its first message on. The server may answer before the stream was read to its
     * end, and then the rest is neither read nor sent.
     */
    Artifact feed(UploadRequest.Builder first, Source source, Hashing hashing, UploadOptions options) {
        long offset = first.getOffset();
        tell(options, offset, source.size());
        UploadRequest.Builder message = first;
        try (Chunks chunks = new Chunks(source, offset, CHUNK);
                Line<UploadRequest, UploadResponse> line = connection.open(ArtifactServiceGrpc.getUploadMethod(), options.timeout(), options.cancellation())) {
            while (true) {
                byte[] data = chunks.next();
                message.setOffset(offset);
                if (data == null) {
                    line.send(message.setFinish(hashing.finish(options.digests())).build());
                    break;
                }
                hashing.add(data, data.length, offset);
                offset += data.length;
                if (!line.send(message.setData(Wire.bytes(data)).setCrc32C(Hashing.crc32c(data, 0, data.length)).build())) {
                    break;
                }
                tell(options, offset, source.size());
                message = UploadRequest.newBuilder();
            }
            // Whether all was taken or not, the answer tells.
            line.finish();
            return line.only().getArtifact();
        }
    }

    static void tell(UploadOptions options, long done, Long total) {
        if (options.progress() != null) {
            options.progress().accept(new Progress(done, total));
        }
    }
}
