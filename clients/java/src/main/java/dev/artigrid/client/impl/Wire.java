package dev.artigrid.client.impl;

import com.google.protobuf.ByteString;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import dev.artigrid.client.impl.pb.ArtifactChanges;
import dev.artigrid.client.impl.pb.ArtifactSpec;
import dev.artigrid.client.impl.pb.MetaMode;
import dev.artigrid.client.impl.pb.ReadArtifactResponse;
import dev.artigrid.client.impl.pb.UploadState;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Content;
import dev.artigrid.client.model.Digests;
import dev.artigrid.client.model.Scope;
import dev.artigrid.client.model.Session;
import dev.artigrid.client.model.Upload;
import dev.artigrid.client.options.ByteRange;
import dev.artigrid.client.options.Changes;
import dev.artigrid.client.options.NewArtifact;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** Turns arguments into messages, and messages into answers. */
public final class Wire {
    private Wire() {}

    public static dev.artigrid.client.impl.pb.Scope scope(Scope scope) {
        return scope == null
                ? dev.artigrid.client.impl.pb.Scope.SCOPE_UNSPECIFIED
                : switch (scope) {
                    case SESSION -> dev.artigrid.client.impl.pb.Scope.SCOPE_SESSION;
                    case USER -> dev.artigrid.client.impl.pb.Scope.SCOPE_USER;
                    case SANDBOX -> dev.artigrid.client.impl.pb.Scope.SCOPE_SANDBOX;
                };
    }

    static Scope scope(dev.artigrid.client.impl.pb.Scope raw) {
        return switch (raw) {
            case SCOPE_USER -> Scope.USER;
            case SCOPE_SANDBOX -> Scope.SANDBOX;
            case SCOPE_SESSION, SCOPE_UNSPECIFIED, UNRECOGNIZED -> Scope.SESSION;
        };
    }

    public static Artifact artifact(dev.artigrid.client.impl.pb.Artifact raw) {
        if (raw.getId().isEmpty() || raw.getScope() == dev.artigrid.client.impl.pb.Scope.SCOPE_UNSPECIFIED || raw.getSize() < 0) {
            throw Failures.corrupt("the answer has no artifact");
        }
        return new Artifact(
                raw.getId(), raw.getSandboxId(), scope(raw.getScope()), raw.getSessionId(), raw.getUserId(), raw.getGridKey(),
                raw.getFilename(), raw.getMimeType(), raw.getSummary(), Json.read(raw.getMetaJson()),
                raw.getSize(), raw.getVersion(), raw.getEtag(), digests(raw.getDigests()), raw.getVerified(), raw.getStore(), raw.getProvider(),
                time(raw.getCreateTime()), time(raw.getUpdateTime()), raw.hasExpireTime() ? time(raw.getExpireTime()) : null);
    }

    public static Session session(dev.artigrid.client.impl.pb.Session raw) {
        if (raw.getId().isEmpty()) {
            throw Failures.corrupt("the answer has no session");
        }
        return new Session(
                raw.getId(), raw.getSandboxId(), raw.getUserId(), Json.read(raw.getMetaJson()),
                time(raw.getCreateTime()), time(raw.getUpdateTime()), time(raw.getExpireTime()), raw.getAutomatic(), raw.getEtag());
    }

    public static Upload upload(dev.artigrid.client.impl.pb.Upload raw) {
        String state = raw.getState() == UploadState.UPLOAD_STATE_COMPLETED || raw.getState() == UploadState.UPLOAD_STATE_CANCELLED
                ? raw.getState().name().substring("UPLOAD_STATE_".length()).toLowerCase(Locale.ROOT)
                : "active";
        return new Upload(
                raw.getId(), raw.getArtifactId(), scope(raw.getScope()), raw.getSessionId(), raw.getUserId(), raw.getFilename(),
                raw.hasDeclaredSize() ? raw.getDeclaredSize() : null, raw.getPersistedOffset(), state,
                time(raw.getCreateTime()), time(raw.getUpdateTime()), time(raw.getExpireTime()));
    }

    public static Content content(ReadArtifactResponse raw) {
        byte[] data = raw.getData().toByteArray();
        if (Hashing.crc32c(data, 0, data.length) != raw.getCrc32C()) {
            throw Failures.corrupt("the content does not match its checksum");
        }
        return new Content(artifact(raw.getArtifact()), data, raw.getOffset(), raw.getTotalSize(), raw.getVersion());
    }

    static Digests digests(dev.artigrid.client.impl.pb.Digests raw) {
        return new Digests(
                raw.hasCrc32C() ? Integer.toUnsignedLong(raw.getCrc32C()) : null,
                raw.hasSha256() ? HexFormat.of().formatHex(raw.getSha256().toByteArray()) : null);
    }

    /** What was declared in the place of what was found, so that the server compares with it. */
    static dev.artigrid.client.impl.pb.Digests digests(Digests declared, dev.artigrid.client.impl.pb.Digests.Builder found) {
        if (declared.crc32c() != null) {
            found.setCrc32C(declared.crc32c().intValue());
        }
        if (declared.sha256() != null) {
            try {
                found.setSha256(ByteString.copyFrom(HexFormat.of().parseHex(declared.sha256())));
            } catch (IllegalArgumentException wrong) {
                throw Failures.usage("a digest is written in hex");
            }
        }
        return found.build();
    }

    public static dev.artigrid.client.impl.pb.ByteRange range(ByteRange range) {
        dev.artigrid.client.impl.pb.ByteRange.Builder made = dev.artigrid.client.impl.pb.ByteRange.newBuilder();
        if (range.last() != 0) {
            return made.setSuffixLength(range.last()).build();
        }
        return made.setSpan(dev.artigrid.client.impl.pb.ByteRange.Span.newBuilder().setOffset(range.offset()).setLength(range.length())).build();
    }

    public static ArtifactSpec spec(NewArtifact wanted) {
        ArtifactSpec.Builder spec = ArtifactSpec.newBuilder().setScope(scope(wanted.scope())).setSessionId(wanted.session());
        if (wanted.filename() != null) {
            spec.setFilename(wanted.filename());
        }
        if (wanted.mimeType() != null) {
            spec.setMimeType(wanted.mimeType());
        }
        if (wanted.summary() != null) {
            spec.setSummary(wanted.summary());
        }
        spec.setMetaJson(Json.write(wanted.meta()));
        if (wanted.noExpiry() && wanted.ttl() != null) {
            throw Failures.usage("a ttl or no expiry, not both");
        }
        if (wanted.noExpiry()) {
            spec.setNoExpiry(true);
        } else if (wanted.ttl() != null) {
            spec.setTtl(duration(wanted.ttl()));
        }
        return spec.build();
    }

    /** Changes of metadata as the wire has them: new values, which of them apply, and how metadata meets what is there. */
    public record Patch(ArtifactChanges changes, FieldMask mask, MetaMode mode) {
        public static Patch of(Changes wanted) {
            if (wanted.meta() != null && wanted.mergeMeta() != null) {
                throw Failures.usage("new metadata or a patch of it, not both");
            }
            ArtifactChanges.Builder changes = ArtifactChanges.newBuilder();
            FieldMask.Builder mask = FieldMask.newBuilder();
            if (wanted.filename() != null) {
                changes.setFilename(wanted.filename());
                mask.addPaths("filename");
            }
            if (wanted.mimeType() != null) {
                changes.setMimeType(wanted.mimeType());
                mask.addPaths("mime_type");
            }
            if (wanted.summary() != null) {
                changes.setSummary(wanted.summary());
                mask.addPaths("summary");
            }
            Object meta = wanted.meta() == null ? wanted.mergeMeta() : wanted.meta();
            if (meta != null) {
                changes.setMetaJson(Json.write(meta));
                mask.addPaths("meta_json");
            }
            return new Patch(changes.build(), mask.build(), wanted.mergeMeta() == null ? MetaMode.META_MODE_REPLACE : MetaMode.META_MODE_MERGE);
        }

        public boolean isEmpty() {
            return mask.getPathsCount() == 0;
        }
    }

    /** How many ways of living on are named; one is enough. */
    public static int lifetimes(Changes changes) {
        return (changes.ttl() == null ? 0 : 1) + (changes.extendBy() == null ? 0 : 1) + (changes.noExpiry() ? 1 : 0);
    }

    /** Bytes that nobody changes any more; not copied. */
    static ByteString bytes(byte[] data) {
        return UnsafeByteOperations.unsafeWrap(data);
    }

    public static com.google.protobuf.Duration duration(Duration time) {
        return com.google.protobuf.Duration.newBuilder().setSeconds(time.getSeconds() < 0 && time.getNano() > 0 ? time.getSeconds() + 1 : time.getSeconds())
                .setNanos(time.getSeconds() < 0 && time.getNano() > 0 ? time.getNano() - 1_000_000_000 : time.getNano()).build();
    }

    public static Duration duration(com.google.protobuf.Duration raw) {
        return Duration.ofSeconds(raw.getSeconds(), raw.getNanos());
    }

    public static Instant time(Timestamp raw) {
        return Instant.ofEpochSecond(raw.getSeconds(), raw.getNanos());
    }
}
