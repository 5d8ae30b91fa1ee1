package dev.artigrid.client.impl;

import dev.artigrid.client.impl.Identity.Write;
import dev.artigrid.client.impl.pb.Artifact;
import dev.artigrid.client.impl.pb.ArtifactSpec;
import dev.artigrid.client.impl.pb.ContentReplacement;
import dev.artigrid.client.impl.pb.Digests;
import dev.artigrid.client.impl.pb.Upload;
import dev.artigrid.client.impl.pb.UploadSpec;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.Options;
import java.util.function.Function;

/** What an upload is for: something new, or new content of something that exists. The other one is null. */
public record Goal(ArtifactSpec spec, ContentReplacement replacement) {
    public static Goal create(NewArtifact wanted) {
        return new Goal(Wire.spec(wanted), null);
    }

    public static Goal replace(ContentReplacement replacement) {
        return new Goal(null, replacement);
    }

    /** On the wire, with what is known of the content. */
    UploadSpec upload(Long size, dev.artigrid.client.model.Digests declared, String requestId) {
        UploadSpec.Builder made = UploadSpec.newBuilder().setRequestId(requestId);
        if (replacement == null) {
            made.setCreate(spec);
        } else {
            made.setReplace(replacement);
        }
        if (size != null) {
            made.setSize(size);
        }
        if (!declared.equals(dev.artigrid.client.model.Digests.NONE)) {
            made.setDigests(Wire.digests(declared, Digests.newBuilder()));
        }
        return made.build();
    }

    /** Reaches the goal under a spec that names the kept session, and keeps the session it went into. */
    Artifact reach(Connection connection, Options<?> options, Function<Goal, Artifact> send) {
        if (spec == null) {
            return send.apply(this);
        }
        try (Write write = connection.identity().beginWrite(spec, options.requestId(), options.cancellation())) {
            Artifact made = send.apply(into(write));
            connection.identity().wrote(made.getScope(), made.getSessionId(), made.getUserId());
            return made;
        }
    }

    /** The same for what only begins to reach it. */
    Upload begin(Connection connection, Options<?> options, Function<Goal, Upload> send) {
        if (spec == null) {
            return send.apply(this);
        }
        try (Write write = connection.identity().beginWrite(spec, options.requestId(), options.cancellation())) {
            Upload begun = send.apply(into(write));
            connection.identity().wrote(begun.getScope(), begun.getSessionId(), begun.getUserId());
            return begun;
        }
    }

    private Goal into(Write write) {
        return write.session().equals(spec.getSessionId()) ? this : new Goal(spec.toBuilder().setSessionId(write.session()).build(), null);
    }
}
