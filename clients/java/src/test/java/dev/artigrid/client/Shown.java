package dev.artigrid.client;

import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.ExpiredException;
import dev.artigrid.client.errors.NotFoundException;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Capabilities;
import dev.artigrid.client.model.Content;
import dev.artigrid.client.model.Outcome;
import dev.artigrid.client.model.Session;
import dev.artigrid.client.model.ShareLink;
import dev.artigrid.client.model.SignedUrl;
import dev.artigrid.client.model.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Answers as scenarios show them. */
final class Shown {
    private Shown() {}

    static Object time(Instant at) {
        return at == null ? null : at.toEpochMilli() / 1000.0;
    }

    static Map<String, Object> artifact(Artifact a) {
        return a == null ? null : Values.of(
                "id", a.id(), "sandbox_id", a.sandbox(), "scope", a.scope().name().toLowerCase(Locale.ROOT), "session_id", a.session(),
                "user_id", a.user(), "grid_key", a.gridKey(), "filename", a.filename(), "mime_type", a.mimeType(), "summary", a.summary(),
                "meta", a.meta(), "size", a.size(), "version", a.version(), "etag", a.etag(), "crc32c", a.digests().crc32c(),
                "sha256", a.digests().sha256(), "verified", a.verified(), "store", a.store(), "provider", a.provider(),
                "create_time", time(a.createTime()), "update_time", time(a.updateTime()), "expire_time", time(a.expireTime()));
    }

    static Map<String, Object> session(Session s) {
        return Values.of(
                "id", s.id(), "sandbox_id", s.sandbox(), "user_id", s.user(), "meta", s.meta(), "automatic", s.automatic(), "etag", s.etag(),
                "create_time", time(s.createTime()), "update_time", time(s.updateTime()), "expire_time", time(s.expireTime()));
    }

    static Map<String, Object> content(Content c) {
        return Values.of("data", c.data(), "offset", c.offset(), "total_size", c.totalSize(), "version", c.version(), "artifact", artifact(c.artifact()));
    }

    static Map<String, Object> upload(Upload u) {
        return Values.of(
                "id", u.id(), "state", u.state(), "persisted_offset", u.persistedOffset(), "declared_size", u.size(), "filename", u.filename());
    }

    static Map<String, Object> signed(SignedUrl u) {
        return Values.of(
                "url", u.url(), "method", u.method(), "headers", u.headers(), "expire_time", time(u.expireTime()),
                "native", u.isNative(), "version", u.version());
    }

    static Map<String, Object> link(ShareLink l) {
        return Values.of(
                "id", l.id(), "artifact_id", l.artifactId(), "url", l.url(), "downloads", l.downloads(), "revoked", l.revoked(),
                "max_downloads", l.maxDownloads(), "create_time", time(l.createTime()), "expire_time", time(l.expireTime()));
    }

    static Map<String, Object> capabilities(Capabilities c) {
        return Values.of(
                "features", c.features(), "sandbox_id", c.sandbox(), "role", c.role(), "user_id", c.user(), "session_id", c.session(),
                "limits", Values.of(
                        "max_artifact_size", c.limits().maxArtifactSize(), "max_inline_size", c.limits().maxInlineSize(),
                        "max_batch_items", c.limits().maxBatchItems(),
                        "max_ttl", c.limits().maxTtl() == null ? null : c.limits().maxTtl().toSeconds(),
                        "default_artifact_ttl", c.limits().defaultArtifactTtl().toSeconds(),
                        "default_session_ttl", c.limits().defaultSessionTtl().toSeconds()));
    }

    static Map<String, Object> failure(ArtigridException e) {
        return Values.of(
                "reason", e.reason().name(), "message", e.getMessage(), "metadata", e.metadata(), "not_found", e instanceof NotFoundException,
                "expired", e instanceof ExpiredException, "retryable", e.retryable());
    }

    static <T> Map<String, Object> outcomes(List<Outcome<T>> outcomes, Function<T, Object> show) {
        List<Object> items = new ArrayList<>();
        outcomes.forEach(one -> items.add(one.failure() == null ? show.apply(one.value()) : Values.of("failure", failure(one.failure()))));
        return Values.of("items", items);
    }

    static <T> Map<String, Object> all(String name, Listing<T> listing, Function<T, Map<String, Object>> show) {
        return Values.of(name, listing.stream().map(show).toList());
    }
}
