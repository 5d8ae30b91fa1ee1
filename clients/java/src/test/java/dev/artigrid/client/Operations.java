package dev.artigrid.client;

import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Count;
import dev.artigrid.client.model.Event;
import dev.artigrid.client.model.Page;
import dev.artigrid.client.model.Session;
import dev.artigrid.client.model.Scope;
import dev.artigrid.client.model.UploadUrl;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.Changes;
import dev.artigrid.client.options.CopyTarget;
import dev.artigrid.client.options.DeleteItem;
import dev.artigrid.client.options.ListQuery;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.NewItem;
import dev.artigrid.client.options.NewSession;
import dev.artigrid.client.options.ReadItem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The operations of the scenarios, each by the SDK's own method. */
final class Operations {
    interface Operation {
        Map<String, Object> run(Parameters p) throws Exception;
    }

    static final Map<String, Operation> ALL = new HashMap<>();

    private Operations() {}

    static {
        ALL.put("store", p -> Shown.artifact(p.client.artifacts().store(p.content("data"), p.spec(), p.upload())));
        ALL.put("upload", Transfers::upload);
        ALL.put("replace", Transfers::upload);
        ALL.put("download", Transfers::download);
        ALL.put("read", p -> Shown.content(p.client.artifacts().read(p.text("id"), p.part())));
        ALL.put("get", p -> Shown.artifact(p.client.artifacts().get(p.text("id"))));
        ALL.put("exists", p -> Values.of("exists", p.client.artifacts().exists(p.text("id"))));
        ALL.put("delete", p -> {
            p.client.artifacts().delete(p.text("id"), p.change());
            return Map.of();
        });
        ALL.put("list", Operations::list);
        ALL.put("update", Operations::update);
        ALL.put("copy", p -> Shown.artifact(p.client.artifacts().copy(
                p.text("id"), new CopyTarget(p.scope(), p.text("session")), p.lived(), p.change().withVersion(p.number("version")))));
        ALL.put("move", p -> Shown.artifact(p.client.artifacts().move(p.text("id"), p.text("filename"), p.change())));
        ALL.put("batch_store", Operations::batchStore);
        ALL.put("batch_read", Operations::batchRead);
        ALL.put("batch_delete", Operations::batchDelete);
        ALL.put("search", p -> Shown.all("artifacts", p.client.search().find(p.query(), order(p), p.pages()), Shown::artifact));
        ALL.put("count", Operations::count);
        ALL.put("watch", Operations::watch);
        sessions();
        ALL.put("list_uploads", p -> Shown.all("uploads", p.client.artifacts().uploads(p.scope()), Shown::upload));
        ALL.put("cancel_upload", p -> {
            p.client.artifacts().cancelUpload(p.text("upload_id"));
            return Map.of();
        });
        urls();
        ALL.put("http", Operations::http);
        ALL.put("capabilities", p -> Shown.capabilities(p.client.admin().capabilities()));
        ALL.put("proxy", p -> Values.of("line", p.stage.proxy.command(p.text("command"))));
    }

    private static void sessions() {
        ALL.put("create_session", p -> Shown.session(p.client.sessions().create(
                new NewSession().withId(p.text("session")).withMeta(p.any("meta")).withTtl(p.seconds("ttl")), p.change())));
        ALL.put("get_session", p -> Shown.session(p.client.sessions().get(p.text("session"))));
        ALL.put("validate_session", p -> {
            Optional<Session> found = p.client.sessions().validate(p.text("session"));
            return Values.of("valid", found.isPresent(), "session", found.map(Shown::session).orElse(null));
        });
        ALL.put("renew_session", p -> Shown.session(p.has("extend_by")
                ? p.client.sessions().extend(p.text("session"), p.seconds("extend_by"), p.change())
                : p.client.sessions().renew(p.text("session"), p.seconds("ttl"), p.change())));
        ALL.put("update_session", p -> Shown.session(p.flag("merge")
                ? p.client.sessions().mergeMeta(p.text("session"), p.any("meta"), p.change())
                : p.client.sessions().replaceMeta(p.text("session"), p.any("meta"), p.change())));
        ALL.put("delete_session", p -> {
            p.client.sessions().delete(p.text("session"), p.change());
            return Map.of();
        });
        ALL.put("list_sessions", p -> Shown.all("sessions", p.client.sessions().list(p.text("owner"), p.pages()), Shown::session));
    }

    private static void urls() {
        ALL.put("presign_download", p -> Shown.signed(p.client.urls().download(p.text("id"), p.url())));
        ALL.put("presign_upload", p -> {
            Parameters item = p.sub(p.any("spec"));
            NewArtifact spec = item.spec();
            item.done();
            UploadUrl place = p.client.urls().upload(spec, p.url());
            Map<String, Object> answer = Shown.signed(place.whole());
            answer.put("upload_id", place.uploadId());
            answer.put("artifact_id", place.artifactId());
            return answer;
        });
        ALL.put("register_upload", p -> Shown.artifact(p.client.urls().register(p.text("upload_id"), List.of(), p.url())));
        ALL.put("create_link", p -> Shown.link(p.client.urls().createLink(p.text("id"), p.seconds("ttl"), p.url())));
        ALL.put("list_links", p -> Shown.all("links", p.client.urls().links(p.text("id")), Shown::link));
        ALL.put("revoke_link", p -> Shown.link(p.client.urls().revokeLink(p.text("link_id"))));
    }

    private static Map<String, Object> list(Parameters p) {
        ListQuery query = new ListQuery()
                .withScope(p.has("scope") ? p.scope() : Scope.SESSION).withSession(p.text("session")).withOwner(p.text("owner"))
                .withPrefix(p.text("prefix")).withDelimiter(p.text("delimiter"));
        List<Object> artifacts = new ArrayList<>();
        List<Object> prefixes = new ArrayList<>();
        String token = "";
        do {
            Page<Artifact> page = p.client.artifacts().page(query, token, p.pages());
            page.items().forEach(one -> artifacts.add(Shown.artifact(one)));
            prefixes.addAll(page.prefixes());
            token = page.nextToken();
        } while (!token.isEmpty());
        return Values.of("artifacts", artifacts, "prefixes", prefixes);
    }

    private static Map<String, Object> update(Parameters p) {
        Changes changes = p.lived().withExtendBy(p.seconds("extend_by"));
        if (p.has("data")) {
            changes = changes.withData(p.content("data"));
        }
        return Shown.artifact(p.client.artifacts().update(p.text("id"), changes, p.change()));
    }

    private static Map<String, Object> batchStore(Parameters p) {
        List<NewItem> items = new ArrayList<>();
        for (Parameters item : p.batch()) {
            items.add(new NewItem(item.spec(), item.content("data")));
            item.done();
        }
        return Shown.outcomes(p.client.artifacts().createMany(items), Shown::artifact);
    }

    private static Map<String, Object> batchRead(Parameters p) {
        List<ReadItem> items = new ArrayList<>();
        for (Parameters item : p.batch()) {
            items.add(new ReadItem(item.text("id"), item.number("version"), item.range()));
            item.done();
        }
        return Shown.outcomes(p.client.artifacts().readMany(items), Shown::content);
    }

    private static Map<String, Object> batchDelete(Parameters p) {
        List<DeleteItem> items = new ArrayList<>();
        for (Parameters item : p.batch()) {
            items.add(new DeleteItem(item.text("id"), item.text("etag")));
            item.done();
        }
        return Shown.outcomes(p.client.artifacts().deleteMany(items), nothing -> Map.of());
    }

    private static SearchClient.Order order(Parameters p) {
        return p.has("order") ? SearchClient.Order.valueOf(p.text("order").toUpperCase(Locale.ROOT)) : SearchClient.Order.FILENAME;
    }

    private static Map<String, Object> count(Parameters p) {
        List<Count.Facet> facets = new ArrayList<>();
        if (p.has("facets")) {
            ((List<?>) p.any("facets")).forEach(name -> facets.add(Count.Facet.valueOf(name.toString().toUpperCase(Locale.ROOT))));
        }
        Count count = p.client.search().count(p.query(), facets);
        List<Object> groups = new ArrayList<>();
        count.groups().forEach(one -> groups.add(Values.of(
                "facet", one.facet().name().toLowerCase(Locale.ROOT), "value", one.value(), "count", one.count(), "bytes", one.bytes())));
        return Values.of("count", count.count(), "bytes", count.bytes(), "groups", groups);
    }

    private static Map<String, Object> watch(Parameters p) {
        List<Object> events = new ArrayList<>();
        String token = p.text("token");
        long wanted = p.number("events");
        try (Watch watch = p.client.search().watch(p.query(), token, new CallOptions().withTimeout(Duration.ofSeconds(30)))) {
            while (watch.hasNext()) {
                Event event = watch.next();
                token = event.token();
                if (event.kind() != Event.Kind.SIGN_OF_LIFE) {
                    events.add(Values.of(
                            "kind", event.kind().name().toLowerCase(Locale.ROOT), "artifact_id", event.artifactId(), "token", event.token(),
                            "artifact", Shown.artifact(event.artifact())));
                }
                if (events.size() >= wanted) {
                    break;
                }
            }
        }
        return Values.of("events", events, "token", token);
    }

    private static Map<String, Object> http(Parameters p) throws Exception {
        HttpRequest.BodyPublisher body = p.has("data") ? HttpRequest.BodyPublishers.ofByteArray(p.content("data")) : HttpRequest.BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(p.text("url"))).method(p.text("method"), body);
        Values.map(p.any("headers")).forEach((name, value) -> {
            // Java's client says this one by itself.
            if (!name.equalsIgnoreCase("content-length")) {
                request.header(name, value.toString());
            }
        });
        HttpResponse<byte[]> answer = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        Map<String, Object> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        return Values.of("status", answer.statusCode(), "headers", headers, "data", answer.body());
    }
}
