package dev.artigrid.client.impl;

import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.CopyArtifactRequest;
import dev.artigrid.client.impl.pb.Digests;
import dev.artigrid.client.impl.pb.MoveArtifactRequest;
import dev.artigrid.client.impl.pb.UpdateArtifactRequest;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.Changes;
import dev.artigrid.client.options.CopyTarget;

/** Changes of artifacts that do not stream. */
public final class Changing {
    private final Connection connection;

    public Changing(Connection connection) {
        this.connection = connection;
    }

    public Artifact update(String id, Changes changes, CallOptions options) {
        if (Wire.lifetimes(changes) > 1) {
            throw Failures.usage("one lifetime, not two");
        }
        UpdateArtifactRequest.Builder request = UpdateArtifactRequest.newBuilder()
                .setArtifactId(id).setEtag(options.etag()).setRequestId(options.requestId());
        Wire.Patch patch = Wire.Patch.of(changes);
        if (!patch.isEmpty()) {
            request.setChanges(patch.changes()).setUpdateMask(patch.mask()).setMetaMode(patch.mode());
        }
        byte[] data = changes.data();
        if (data != null) {
            request.setData(Wire.bytes(data)).setDigests(Digests.newBuilder().setCrc32C(Hashing.crc32c(data, 0, data.length)));
        }
        if (changes.ttl() != null) {
            request.setTtl(Wire.duration(changes.ttl()));
        } else if (changes.extendBy() != null) {
            request.setExtendBy(Wire.duration(changes.extendBy()));
        } else if (changes.noExpiry()) {
            request.setNoExpiry(true);
        }
        return Wire.artifact(connection.call(ArtifactServiceGrpc.getUpdateArtifactMethod(), request.build(), options, !options.requestId().isEmpty()).getArtifact());
    }

    public Artifact copy(String id, CopyTarget target, Changes changes, CallOptions options) {
        if (Wire.lifetimes(changes) > 1 || changes.extendBy() != null || changes.data() != null) {
            throw Failures.usage("a copy has its source's content, and a ttl or none");
        }
        CopyArtifactRequest.Builder request = CopyArtifactRequest.newBuilder()
                .setArtifactId(id).setEtag(options.etag()).setVersion(options.version()).setRequestId(options.requestId())
                .setScope(Wire.scope(target.scope())).setSessionId(target.session());
        Wire.Patch patch = Wire.Patch.of(changes);
        if (!patch.isEmpty()) {
            request.setChanges(patch.changes()).setUpdateMask(patch.mask()).setMetaMode(patch.mode());
        }
        if (changes.ttl() != null) {
            request.setTtl(Wire.duration(changes.ttl()));
        } else if (changes.noExpiry()) {
            request.setNoExpiry(true);
        }
        return Wire.artifact(connection.call(ArtifactServiceGrpc.getCopyArtifactMethod(), request.build(), options, !options.requestId().isEmpty()).getArtifact());
    }

    public Artifact move(String id, String filename, CallOptions options) {
        MoveArtifactRequest request = MoveArtifactRequest.newBuilder()
                .setArtifactId(id).setFilename(filename).setEtag(options.etag()).setRequestId(options.requestId()).build();
        // The same name twice is the same name; only an etag of before would not be.
        boolean repeat = options.etag().isEmpty() || !options.requestId().isEmpty();
        return Wire.artifact(connection.call(ArtifactServiceGrpc.getMoveArtifactMethod(), request, options, repeat).getArtifact());
    }
}
