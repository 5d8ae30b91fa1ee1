package dev.artigrid.client;

import dev.artigrid.client.impl.Batches;
import dev.artigrid.client.impl.Changing;
import dev.artigrid.client.impl.Connection;
import dev.artigrid.client.impl.DownloadLine;
import dev.artigrid.client.impl.Failures;
import dev.artigrid.client.impl.Goal;
import dev.artigrid.client.impl.Pages;
import dev.artigrid.client.impl.Uploads;
import dev.artigrid.client.impl.WholeFile;
import dev.artigrid.client.impl.Wire;
import dev.artigrid.client.impl.pb.ArtifactExistsRequest;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.CancelUploadRequest;
import dev.artigrid.client.impl.pb.ContentReplacement;
import dev.artigrid.client.impl.pb.DeleteArtifactRequest;
import dev.artigrid.client.impl.pb.GetArtifactRequest;
import dev.artigrid.client.impl.pb.ListArtifactsRequest;
import dev.artigrid.client.impl.pb.ListArtifactsResponse;
import dev.artigrid.client.impl.pb.ListUploadsRequest;
import dev.artigrid.client.impl.pb.ListUploadsResponse;
import dev.artigrid.client.impl.pb.ReadArtifactRequest;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Content;
import dev.artigrid.client.model.Outcome;
import dev.artigrid.client.model.Page;
import dev.artigrid.client.model.Scope;
import dev.artigrid.client.model.Upload;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.Changes;
import dev.artigrid.client.options.CopyTarget;
import dev.artigrid.client.options.DeleteItem;
import dev.artigrid.client.options.ListQuery;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.NewItem;
import dev.artigrid.client.options.ReadItem;
import dev.artigrid.client.options.ReadOptions;
import dev.artigrid.client.options.UploadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Artifacts are made, read, listed, changed and deleted here. */
public final class ArtifactClient {
    private final Connection connection;
    private final Uploads uploads;
    private final Changing changing;
    private final Batches batches;

    ArtifactClient(Connection connection) {
        this.connection = connection;
        this.uploads = new Uploads(connection);
        this.changing = new Changing(connection);
        this.batches = new Batches(connection);
    }

    /**
     * Makes an artifact of at most 1 MiB, in one round trip.
     *
     * @param data its content
     * @param spec what it shall be
     * @return the artifact
     */
    public Artifact store(byte[] data, NewArtifact spec) {
        return store(data, spec, new UploadOptions());
    }

    /**
     * Makes an artifact of at most 1 MiB, in one round trip.
     *
     * @param data its content
     * @param spec what it shall be
     * @param options what else to say
     * @return the artifact
     */
    public Artifact store(byte[] data, NewArtifact spec, UploadOptions options) {
        return uploads.store(Goal.create(spec), data, options);
    }

    /**
     * Sends content of any size as a new artifact.
     *
     * @param source the content
     * @param spec what it shall be
     * @return the artifact
     */
    public Artifact upload(Source source, NewArtifact spec) {
        return upload(source, spec, new UploadOptions());
    }

    /**
     * Sends content of any size as a new artifact.
     *
     * @param source the content
     * @param spec what it shall be
     * @param options what else to say
     * @return the artifact
     */
    public Artifact upload(Source source, NewArtifact spec, UploadOptions options) {
        return uploads.upload(Goal.create(spec), source, options);
    }

    /**
     * Sends new content, and metadata changes with it, for an artifact that exists.
     *
     * @param id of the artifact
     * @param source the content
     * @param changes what else changes
     * @return the artifact
     */
    public Artifact replace(String id, Source source, Changes changes) {
        return replace(id, source, changes, new UploadOptions());
    }

    /**
     * Sends new content, and metadata changes with it, for an artifact that exists.
     *
     * @param id of the artifact
     * @param source the content
     * @param changes what else changes
     * @param options what else to say
     * @return the artifact
     */
    public Artifact replace(String id, Source source, Changes changes, UploadOptions options) {
        if (Wire.lifetimes(changes) > 0 || changes.data() != null) {
            throw Failures.usage("replaced content goes with metadata changes only");
        }
        Wire.Patch patch = Wire.Patch.of(changes);
        ContentReplacement.Builder replacement = ContentReplacement.newBuilder().setArtifactId(id).setEtag(options.etag());
        if (!patch.isEmpty()) {
            replacement.setChanges(patch.changes()).setUpdateMask(patch.mask()).setMetaMode(patch.mode());
        }
        return uploads.upload(Goal.replace(replacement.build()), source, options);
    }

    /**
     * Reads an artifact and its content, or a part of it, at most 1 MiB, in one round trip.
     *
     * @param id of the artifact
     * @return the content
     */
    public Content read(String id) {
        return read(id, new ReadOptions());
    }

    /**
     * Reads an artifact and its content, or a part of it, at most 1 MiB, in one round trip.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return the content
     */
    public Content read(String id, ReadOptions options) {
        ReadArtifactRequest.Builder request = ReadArtifactRequest.newBuilder().setArtifactId(id).setVersion(options.version());
        if (options.range() != null) {
            request.setRange(Wire.range(options.range()));
        }
        return Wire.content(connection.call(ArtifactServiceGrpc.getReadArtifactMethod(), request.build(), options, true));
    }

    /**
     * Begins a download. Close it, or read it to its end.
     *
     * @param id of the artifact
     * @return the content on its way
     */
    public Download download(String id) {
        return download(id, new ReadOptions());
    }

    /**
     * Begins a download. Close it, or read it to its end.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return the content on its way
     */
    public Download download(String id, ReadOptions options) {
        return new Download(new DownloadLine(connection, id, options));
    }

    /**
     * Writes content into a file, which is there whole or not at all.
     *
     * @param id of the artifact
     * @param path where it shall be
     * @return the artifact
     */
    public Artifact downloadTo(String id, Path path) {
        return downloadTo(id, path, new ReadOptions());
    }

    /**
     * Writes content into a file, which is there whole or not at all.
     *
     * @param id of the artifact
     * @param path where it shall be
     * @param options what else to say
     * @return the artifact
     */
    public Artifact downloadTo(String id, Path path, ReadOptions options) {
        try (Download content = download(id, options); WholeFile file = new WholeFile(path)) {
            content.transferTo(file.out());
            file.commit();
            return content.artifact();
        } catch (IOException failed) {
            throw Failures.local(path, failed);
        }
    }

    /**
     * Writes content into a stream, as it comes. The stream is not closed.
     *
     * @param id of the artifact
     * @param out where it goes
     * @return the artifact, when all is written and checked
     */
    public Artifact downloadTo(String id, OutputStream out) {
        return downloadTo(id, out, new ReadOptions());
    }

    /**
     * Writes content into a stream, as it comes. The stream is not closed.
     *
     * @param id of the artifact
     * @param out where it goes
     * @param options what else to say
     * @return the artifact, when all is written and checked
     */
    public Artifact downloadTo(String id, OutputStream out, ReadOptions options) {
        try (Download content = download(id, options)) {
            content.transferTo(out);
            return content.artifact();
        } catch (IOException failed) {
            throw Failures.local("the target of the download", failed);
        }
    }

    /**
     * Reads content of any size that memory holds.
     *
     * @param id of the artifact
     * @return the content
     */
    public byte[] bytes(String id) {
        return bytes(id, new ReadOptions());
    }

    /**
     * Reads content of any size that memory holds.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return the content
     */
    public byte[] bytes(String id, ReadOptions options) {
        try (Download content = download(id, options)) {
            if (content.length() > Integer.MAX_VALUE - 8) {
                throw Failures.usage("so much content does not go into one array");
            }
            byte[] all = new byte[(int) content.length()];
            int at = 0;
            for (int count = content.read(all, 0, all.length); count > 0; count = content.read(all, at, all.length - at)) {
                at += count;
            }
            // The end is told only when all is checked.
            if (content.read() != -1) {
                throw Failures.usage("the download goes on behind its end");
            }
            return all;
        }
    }

    /**
     * Reads the metadata of an artifact.
     *
     * @param id of the artifact
     * @return the artifact
     */
    public Artifact get(String id) {
        return get(id, new CallOptions());
    }

    /**
     * Reads the metadata of an artifact.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return the artifact
     */
    public Artifact get(String id, CallOptions options) {
        GetArtifactRequest request = GetArtifactRequest.newBuilder().setArtifactId(id).build();
        return Wire.artifact(connection.call(ArtifactServiceGrpc.getGetArtifactMethod(), request, options, true).getArtifact());
    }

    /**
     * Says whether an artifact is there and may be read.
     *
     * @param id of the artifact
     * @return whether it is
     */
    public boolean exists(String id) {
        return exists(id, new CallOptions());
    }

    /**
     * Says whether an artifact is there and may be read.
     *
     * @param id of the artifact
     * @param options what else to say
     * @return whether it is
     */
    public boolean exists(String id, CallOptions options) {
        ArtifactExistsRequest request = ArtifactExistsRequest.newBuilder().setArtifactId(id).build();
        return connection.call(ArtifactServiceGrpc.getArtifactExistsMethod(), request, options, true).getExists();
    }

    /**
     * Lists artifacts by file name, then id.
     *
     * @param query which
     * @return the artifacts
     */
    public Listing<Artifact> list(ListQuery query) {
        return list(query, new CallOptions());
    }

    /**
     * Lists artifacts by file name, then id.
     *
     * @param query which
     * @param options what else to say
     * @return the artifacts
     */
    public Listing<Artifact> list(ListQuery query, CallOptions options) {
        return new Listing<>(() -> new Pages<>(token -> page(query, token, options)));
    }

    /**
     * Gives one page of a list, with directories.
     *
     * @param query which
     * @param token where it begins; empty = at the beginning
     * @return the page
     */
    public Page<Artifact> page(ListQuery query, String token) {
        return page(query, token, new CallOptions());
    }

    /**
     * Gives one page of a list, with directories.
     *
     * @param query which
     * @param token where it begins; empty = at the beginning
     * @param options what else to say
     * @return the page
     */
    public Page<Artifact> page(ListQuery query, String token, CallOptions options) {
        ListArtifactsRequest request = ListArtifactsRequest.newBuilder()
                .setScope(Wire.scope(query.scope())).setSessionId(query.session()).setOwner(query.owner())
                .setPrefix(query.prefix()).setDelimiter(query.delimiter()).setPageSize(options.pageSize()).setPageToken(token).build();
        ListArtifactsResponse answer = connection.call(ArtifactServiceGrpc.getListArtifactsMethod(), request, options, true);
        return new Page<>(answer.getArtifactsList().stream().map(Wire::artifact).toList(), List.copyOf(answer.getPrefixesList()), answer.getNextPageToken());
    }

    /**
     * Changes metadata, lifetime and content in one step.
     *
     * @param id of the artifact
     * @param changes what changes
     * @return the artifact
     */
    public Artifact update(String id, Changes changes) {
        return update(id, changes, new CallOptions());
    }

    /**
     * Changes metadata, lifetime and content in one step.
     *
     * @param id of the artifact
     * @param changes what changes
     * @param options what else to say
     * @return the artifact
     */
    public Artifact update(String id, Changes changes, CallOptions options) {
        return changing.update(id, changes, options);
    }

    /**
     * Makes a copy; the content does not pass through here. Its lifetime is the rest of the source's unless changes say otherwise.
     *
     * @param id of the artifact
     * @param target whose it shall be
     * @param changes what shall be other
     * @return the copy
     */
    public Artifact copy(String id, CopyTarget target, Changes changes) {
        return copy(id, target, changes, new CallOptions());
    }

    /**
     * Makes a copy; the content does not pass through here. Its lifetime is the rest of the source's unless changes say otherwise.
     *
     * @param id of the artifact
     * @param target whose it shall be
     * @param changes what shall be other
     * @param options what else to say
     * @return the copy
     */
    public Artifact copy(String id, CopyTarget target, Changes changes, CallOptions options) {
        return changing.copy(id, target, changes, options);
    }

    /**
     * Gives an artifact another file name; id, owner and content stay.
     *
     * @param id of the artifact
     * @param filename the new one
     * @return the artifact
     */
    public Artifact move(String id, String filename) {
        return move(id, filename, new CallOptions());
    }

    /**
     * Gives an artifact another file name; id, owner and content stay.
     *
     * @param id of the artifact
     * @param filename the new one
     * @param options what else to say
     * @return the artifact
     */
    public Artifact move(String id, String filename, CallOptions options) {
        return changing.move(id, filename, options);
    }

    /**
     * Deletes an artifact.
     *
     * @param id of the artifact
     */
    public void delete(String id) {
        delete(id, new CallOptions());
    }

    /**
     * Deletes an artifact.
     *
     * @param id of the artifact
     * @param options what else to say
     */
    public void delete(String id, CallOptions options) {
        DeleteArtifactRequest request = DeleteArtifactRequest.newBuilder()
                .setArtifactId(id).setEtag(options.etag()).setRequestId(options.requestId()).build();
        // Not repeated without a request id: had the first try worked, the second would say "not found".
        connection.call(ArtifactServiceGrpc.getDeleteArtifactMethod(), request, options, !options.requestId().isEmpty());
    }

    /**
     * Makes many artifacts, at most 1 MiB each, in as few round trips as fit.
     *
     * @param items what they shall be
     * @return what became of each
     */
    public List<Outcome<Artifact>> createMany(List<NewItem> items) {
        return createMany(items, new CallOptions());
    }

    /**
     * Makes many artifacts, at most 1 MiB each, in as few round trips as fit.
     *
     * @param items what they shall be
     * @param options what else to say
     * @return what became of each
     */
    public List<Outcome<Artifact>> createMany(List<NewItem> items, CallOptions options) {
        return batches.create(items, options);
    }

    /**
     * Reads many artifacts, at most 1 MiB each.
     *
     * @param items which
     * @return what became of each
     */
    public List<Outcome<Content>> readMany(List<ReadItem> items) {
        return readMany(items, new CallOptions());
    }

    /**
     * Reads many artifacts, at most 1 MiB each.
     *
     * @param items which
     * @param options what else to say
     * @return what became of each
     */
    public List<Outcome<Content>> readMany(List<ReadItem> items, CallOptions options) {
        return batches.read(items, options);
    }

    /**
     * Deletes many artifacts.
     *
     * @param items which
     * @return what became of each
     */
    public List<Outcome<Void>> deleteMany(List<DeleteItem> items) {
        return deleteMany(items, new CallOptions());
    }

    /**
     * Deletes many artifacts.
     *
     * @param items which
     * @param options what else to say
     * @return what became of each
     */
    public List<Outcome<Void>> deleteMany(List<DeleteItem> items, CallOptions options) {
        return batches.delete(items, options);
    }

    /**
     * Lists the caller's uploads that are not completed, newest first.
     *
     * @param scope only of this one; null = all
     * @return the uploads
     */
    public Listing<Upload> uploads(Scope scope) {
        return uploads(scope, new CallOptions());
    }

    /**
     * Lists the caller's uploads that are not completed, newest first.
     *
     * @param scope only of this one; null = all
     * @param options what else to say
     * @return the uploads
     */
    public Listing<Upload> uploads(Scope scope, CallOptions options) {
        return new Listing<>(() -> new Pages<>(token -> {
            ListUploadsRequest request = ListUploadsRequest.newBuilder().setScope(Wire.scope(scope)).setPageSize(options.pageSize()).setPageToken(token).build();
            ListUploadsResponse answer = connection.call(ArtifactServiceGrpc.getListUploadsMethod(), request, options, true);
            return new Page<>(answer.getUploadsList().stream().map(Wire::upload).toList(), List.of(), answer.getNextPageToken());
        }));
    }

    /**
     * Gives an upload up and frees its bytes.
     *
     * @param uploadId of the upload
     */
    public void cancelUpload(String uploadId) {
        cancelUpload(uploadId, new CallOptions());
    }

    /**
     * Gives an upload up and frees its bytes.
     *
     * @param uploadId of the upload
     * @param options what else to say
     */
    public void cancelUpload(String uploadId, CallOptions options) {
        connection.call(ArtifactServiceGrpc.getCancelUploadMethod(), CancelUploadRequest.newBuilder().setUploadId(uploadId).build(), options, false);
    }
}
