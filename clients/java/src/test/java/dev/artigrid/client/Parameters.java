package dev.artigrid.client;

import dev.artigrid.client.model.Digests;
import dev.artigrid.client.model.Scope;
import dev.artigrid.client.options.ByteRange;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.Changes;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.Query;
import dev.artigrid.client.options.ReadOptions;
import dev.artigrid.client.options.UploadOptions;
import dev.artigrid.client.options.UrlOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parameters of an operation; it must take all that are given. */
final class Parameters {
    final Stage stage;
    final ArtigridClient client;
    private final Map<String, Object> given;
    private final Set<String> used = new HashSet<>();

    Parameters(Stage stage, ArtigridClient client, Map<String, Object> given) {
        this.stage = stage;
        this.client = client;
        this.given = given;
    }

    Object any(String name) {
        used.add(name);
        return given.get(name);
    }

    boolean has(String name) {
        return any(name) != null;
    }

    /** Null when it is not given. */
    String optional(String name) {
        return has(name) ? any(name).toString() : null;
    }

    String text(String name) {
        return has(name) ? any(name).toString() : "";
    }

    long number(String name) {
        return Values.size(any(name));
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(any(name));
    }

    byte[] content(String name) {
        return Values.content(any(name));
    }

    Duration seconds(String name) {
        return has(name) ? Duration.ofSeconds(number(name)) : null;
    }

    /** Null when none is given. */
    Scope scope() {
        return has("scope") ? Scope.valueOf(text("scope").toUpperCase(Locale.ROOT)) : null;
    }

    private Scope scopeOrSession() {
        return has("scope") ? scope() : Scope.SESSION;
    }

    Parameters sub(Object parameters) {
        return new Parameters(stage, client, Values.map(parameters));
    }

    void done() {
        for (String name : given.keySet()) {
            if (!used.contains(name)) {
                throw new AssertionError("unknown parameter " + name);
            }
        }
    }

    NewArtifact spec() {
        return new NewArtifact()
                .withScope(scopeOrSession()).withSession(text("session")).withFilename(optional("filename")).withMimeType(optional("mime_type"))
                .withSummary(optional("summary")).withMeta(any("meta")).withTtl(seconds("ttl")).withNoExpiry(flag("no_expiry"));
    }

    Changes changes() {
        Changes changes = new Changes()
                .withFilename(optional("filename")).withMimeType(optional("mime_type")).withSummary(optional("summary"));
        return flag("merge") ? changes.withMergeMeta(any("meta")) : changes.withMeta(any("meta"));
    }

    Changes lived() {
        return changes().withTtl(seconds("ttl")).withNoExpiry(flag("no_expiry"));
    }

    CallOptions change() {
        return new CallOptions().withEtag(text("etag")).withRequestId(text("request_id"));
    }

    CallOptions pages() {
        return new CallOptions().withPageSize((int) number("page_size"));
    }

    UploadOptions upload() {
        UploadOptions options = new UploadOptions().withEtag(text("etag")).withRequestId(text("request_id"));
        if (has("size")) {
            options = options.withSize(number("size"));
        }
        return has("sha256") ? options.withDigests(Digests.ofSha256(text("sha256"))) : options;
    }

    UrlOptions url() {
        UrlOptions options = new UrlOptions()
                .withVersion(number("version")).withOfferedAs(text("filename")).withInline(flag("inline")).withAutoRegister(flag("auto_register"));
        if (has("size")) {
            options = options.withSize(number("size"));
        }
        if (has("sha256")) {
            options = options.withDigests(Digests.ofSha256(text("sha256")));
        }
        if (has("max_downloads")) {
            options = options.withMaxDownloads(number("max_downloads"));
        }
        return has("seconds") ? options.withExpiresIn(seconds("seconds")) : options;
    }

    /** Null when no part is asked for. */
    ByteRange range() {
        ByteRange range = new ByteRange(number("offset"), number("length"), number("last"));
        return range.equals(new ByteRange(0, 0, 0)) ? null : range;
    }

    ReadOptions part() {
        return new ReadOptions().withVersion(number("version")).withRange(range());
    }

    Query query() {
        return new Query()
                .withScope(scopeOrSession()).withSession(text("session")).withOwner(text("owner")).withMimePrefix(text("mime_prefix"))
                .withFilenamePrefix(text("filename_prefix")).withMeta(Values.map(any("meta"))).withFilter(text("filter")).withText(text("text"));
    }

    /** The items of a batch, however they are named. */
    List<Parameters> batch() {
        if (has("count")) {
            Object item = any("item");
            return Collections.nCopies((int) number("count"), item).stream().map(this::sub).toList();
        }
        Object list = has("ids_of") ? Values.map(any("ids_of")).get("items") : any("items");
        List<Parameters> items = new ArrayList<>();
        for (Object one : (List<?>) list) {
            items.add(sub(has("ids_of") ? Map.of("id", Values.map(one).get("id")) : one));
        }
        return items;
    }
}
