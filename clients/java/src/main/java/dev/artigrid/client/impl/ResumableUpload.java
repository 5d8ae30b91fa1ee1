package dev.artigrid.client.impl;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.protobuf.ByteString;
import dev.artigrid.client.Source;
import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Reason;
import dev.artigrid.client.impl.pb.AppendUploadRequest;
import dev.artigrid.client.impl.pb.Artifact;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.CancelUploadRequest;
import dev.artigrid.client.impl.pb.CompleteUploadRequest;
import dev.artigrid.client.impl.pb.GetUploadRequest;
import dev.artigrid.client.impl.pb.StartUploadRequest;
import dev.artigrid.client.impl.pb.Upload;
import dev.artigrid.client.impl.pb.UploadRequest;
import dev.artigrid.client.impl.pb.UploadState;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.UploadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Base64;

/**
 * An upload that outlasts broken connections, and with a state file the process too.
 *
 * <p>What can be read again goes by streams from the persisted offset on; what passes by once goes by AppendUpload, piece
 * by piece, and the piece under way is what is kept in memory. Either way the whole has a SHA-256 that the server compares
 * at the end, and it gives up after some tries without a new byte in the store. An upload found in a state file is taken
 * up only if its persisted bytes are those of the source; else it is given up and another one begun.
 */
final class ResumableUpload {
    private static final long LARGEST_PIECE = 64 << 20;

    private final Connection connection;
    private final Uploads uploads;
    private final Goal goal;
    private final Source source;
    private final UploadOptions options;
    /** What a state file holds beside the upload's id. */
    private final String purpose;
    private Hashing hashing = new Hashing();

    ResumableUpload(Connection connection, Uploads uploads, Goal goal, Source source, UploadOptions options) {
        if (options.stateFile() != null && !source.isRewindable()) {
            throw Failures.usage("with a state file goes only what can be read again, not a stream");
        }
        this.connection = connection;
        this.uploads = uploads;
        this.goal = goal;
        this.source = source;
        this.options = options;
        this.purpose = Base64.getEncoder().encodeToString(goal.upload(source.size(), options.digests(), options.requestId()).toByteArray());
    }

    Artifact run() {
        Upload upload = takeUp();
        if (upload == null) {
            upload = start();
        }
        try {
            Artifact made = source.isRewindable() ? stream(upload) : append(upload);
            if (options.stateFile() != null) {
                Files.deleteIfExists(options.stateFile());
            }
            return made;
        } catch (IOException failed) {
            throw Failures.local(options.stateFile(), failed);
        } catch (ArtigridException failure) {
            // Without a state file nobody can go on: its bytes need not wait for the deadline.
            if (options.stateFile() == null) {
                cancel(upload.getId());
            }
            throw failure;
        }
    }

    private Upload start() {
        Upload upload = goal.begin(connection, options, kept -> {
            StartUploadRequest request = StartUploadRequest.newBuilder()
                    .setSpec(kept.upload(source.size(), options.digests(), options.requestId())).build();
            Upload begun = connection.call(ArtifactServiceGrpc.getStartUploadMethod(), request, options, !options.requestId().isEmpty()).getUpload();
            if (begun.getId().isEmpty()) {
                throw Failures.corrupt("the answer has no upload");
            }
            return begun;
        });
        if (options.stateFile() != null) {
            try {
                WholeFile.write(options.stateFile(), new Gson().toJson(new Saved(upload.getId(), purpose)).getBytes(StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw Failures.local(options.stateFile(), failed);
            }
        }
        return upload;
    }

    private record Saved(String upload, String goal) {}

    /** The upload of the state file, if it is one of this content; else null. */
    private Upload takeUp() {
        Saved saved = options.stateFile() == null ? null : saved();
        if (saved == null || saved.upload() == null || !purpose.equals(saved.goal())) {
            return null;
        }
        Upload upload;
        try {
            upload = ask(saved.upload());
        } catch (ArtigridException failure) {
            if (failure.reason() == Reason.UPLOAD_NOT_FOUND) {
                return null;
            }
            throw failure;
        }
        if (isOurs(upload)) {
            return upload;
        }
        cancel(saved.upload());
        hashing = new Hashing();
        return null;
    }

    private Saved saved() {
        try {
            return new Gson().fromJson(Files.readString(options.stateFile()), Saved.class);
        } catch (NoSuchFileException | JsonParseException none) {
            // Half a file is as good as none.
            return null;
        } catch (IOException failed) {
            throw Failures.local(options.stateFile(), failed);
        }
    }

    /** Hashes what the server has already, from the source, and compares. */
    private boolean isOurs(Upload upload) {
        long persisted = upload.getPersistedOffset();
        if (upload.getState() == UploadState.UPLOAD_STATE_CANCELLED || source.size() != null && persisted > source.size()) {
            return false;
        }
        if (upload.getState() == UploadState.UPLOAD_STATE_COMPLETED) {
            return true;
        }
        hash(persisted);
        boolean same = upload.getPrefixDigests().getSha256().equals(ByteString.copyFrom(hashing.sha256()));
        return hashing.size() == persisted && (persisted == 0 || same);
    }

    /** Reads the source up to an end. */
    private void hash(long end) {
        try (Chunks chunks = new Chunks(source, 0, Uploads.CHUNK)) {
            long offset = 0;
            while (offset < end) {
                byte[] data = chunks.next();
                if (data == null) {
                    return;
                }
                hashing.add(data, (int) Math.min(data.length, end - offset), offset);
                offset += data.length;
            }
        }
    }

    /** Sends by streams, each from where the one before got. */
    private Artifact stream(Upload begun) {
        Tries tries = new Tries(connection, true, options.cancellation(), Reason.IDLE_TIMEOUT, Reason.OFFSET_MISMATCH);
        Upload upload = begun;
        long safe = begun.getPersistedOffset();
        while (true) {
            try {
                if (upload == null) {
                    upload = ask(begun.getId());
                }
                if (upload.getPersistedOffset() > safe) {
                    safe = upload.getPersistedOffset();
                    tries.progress();
                }
                if (upload.getState() == UploadState.UPLOAD_STATE_COMPLETED) {
                    return complete(upload.getId());
                }
                UploadRequest.Builder first = UploadRequest.newBuilder().setUploadId(upload.getId()).setOffset(upload.getPersistedOffset());
                return uploads.feed(first, source, hashing, options);
            } catch (ArtigridException failure) {
                upload = null;
                tries.again(failure);
            }
        }
    }

    /** Sends by pieces; only the one under way can be sent again. */
    private Artifact append(Upload upload) {
        long offset = upload.getPersistedOffset();
        if (upload.getAppendSize() < 1 || upload.getAppendSize() > LARGEST_PIECE) {
            throw Failures.corrupt("the answer's append_size is " + upload.getAppendSize());
        }
        Uploads.tell(options, offset, source.size());
        try (Chunks chunks = new Chunks(source, offset, (int) upload.getAppendSize())) {
            for (byte[] data = chunks.next(); data != null; data = chunks.next()) {
                hashing.add(data, data.length, offset);
                appendPiece(upload.getId(), offset, data);
                offset += data.length;
                Uploads.tell(options, offset, source.size());
            }
        }
        return complete(upload.getId());
    }

    private void appendPiece(String id, long offset, byte[] data) {
        AppendUploadRequest request = AppendUploadRequest.newBuilder()
                .setUploadId(id).setOffset(offset).setData(Wire.bytes(data)).setCrc32C(Hashing.crc32c(data, 0, data.length)).build();
        try {
            connection.callUntimed(ArtifactServiceGrpc.getAppendUploadMethod(), request, options, true);
        } catch (ArtigridException failure) {
            // The try before may have been taken, and its answer lost.
            if (failure.reason() != Reason.OFFSET_MISMATCH || ask(id).getPersistedOffset() != offset + data.length) {
                throw failure;
            }
        }
    }

    private Artifact complete(String id) {
        // Found complete in a state file, nothing was hashed yet.
        if (source.isRewindable()) {
            hash(Long.MAX_VALUE);
        }
        CompleteUploadRequest request = CompleteUploadRequest.newBuilder().setUploadId(id).setFinish(hashing.finish(options.digests())).build();
        return connection.callUntimed(ArtifactServiceGrpc.getCompleteUploadMethod(), request, options, true).getArtifact();
    }

    private Upload ask(String id) {
        GetUploadRequest request = GetUploadRequest.newBuilder().setUploadId(id).build();
        CallOptions asking = new CallOptions().withCancellation(options.cancellation());
        return connection.call(ArtifactServiceGrpc.getGetUploadMethod(), request, asking, true).getUpload();
    }

    /** Whether it works or not, what happened before is what counts; the server's sweep does the rest. */
    private void cancel(String id) {
        boolean interrupted = Thread.interrupted();
        try {
            CancelUploadRequest request = CancelUploadRequest.newBuilder().setUploadId(id).build();
            connection.call(ArtifactServiceGrpc.getCancelUploadMethod(), request, new CallOptions(), false);
        } catch (ArtigridException ignored) {
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
