package dev.artigrid.client;

import com.google.protobuf.FieldMask;
import dev.artigrid.client.impl.Connection;
import dev.artigrid.client.impl.Json;
import dev.artigrid.client.impl.Pages;
import dev.artigrid.client.impl.Wire;
import dev.artigrid.client.impl.pb.CreateSessionRequest;
import dev.artigrid.client.impl.pb.DeleteSessionRequest;
import dev.artigrid.client.impl.pb.GetSessionRequest;
import dev.artigrid.client.impl.pb.ListSessionsRequest;
import dev.artigrid.client.impl.pb.ListSessionsResponse;
import dev.artigrid.client.impl.pb.MetaMode;
import dev.artigrid.client.impl.pb.RenewSessionRequest;
import dev.artigrid.client.impl.pb.SessionServiceGrpc;
import dev.artigrid.client.impl.pb.UpdateSessionRequest;
import dev.artigrid.client.impl.pb.ValidateSessionRequest;
import dev.artigrid.client.impl.pb.ValidateSessionResponse;
import dev.artigrid.client.model.Page;
import dev.artigrid.client.model.Session;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.NewSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sessions are begun, looked at, renewed and ended here. */
public final class SessionClient {
    private final Connection connection;

    SessionClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins a session. The client does not act in it by that: naming it does.
     *
     * @param spec what it shall be
     * @return the session
     */
    public Session create(NewSession spec) {
        return create(spec, new CallOptions());
    }

    /**
     * Begins a session. The client does not act in it by that: naming it does.
     *
     * @param spec what it shall be
     * @param options what else to say
     * @return the session
     */
    public Session create(NewSession spec, CallOptions options) {
        CreateSessionRequest.Builder request = CreateSessionRequest.newBuilder()
                .setSessionId(spec.id()).setMetaJson(Json.write(spec.meta())).setRequestId(options.requestId());
        if (spec.ttl() != null) {
            request.setTtl(Wire.duration(spec.ttl()));
        }
        return Wire.session(connection.call(SessionServiceGrpc.getCreateSessionMethod(), request.build(), options, !options.requestId().isEmpty()).getSession());
    }

    /**
     * Reads a session.
     *
     * @param id of the session
     * @return the session
     */
    public Session get(String id) {
        return get(id, new CallOptions());
    }

    /**
     * Reads a session.
     *
     * @param id of the session
     * @param options what else to say
     * @return the session
     */
    public Session get(String id, CallOptions options) {
        GetSessionRequest request = GetSessionRequest.newBuilder().setSessionId(id).build();
        return Wire.session(connection.call(SessionServiceGrpc.getGetSessionMethod(), request, options, true).getSession());
    }

    /**
     * Says whether a session is live and the client may use it.
     *
     * @param id of the session
     * @return the session, if so
     */
    public Optional<Session> validate(String id) {
        return validate(id, new CallOptions());
    }

    /**
     * Says whether a session is live and the client may use it.
     *
     * @param id of the session
     * @param options what else to say
     * @return the session, if so
     */
    public Optional<Session> validate(String id, CallOptions options) {
        ValidateSessionRequest request = ValidateSessionRequest.newBuilder().setSessionId(id).build();
        ValidateSessionResponse answer = connection.call(SessionServiceGrpc.getValidateSessionMethod(), request, options, true);
        return answer.getValid() ? Optional.of(Wire.session(answer.getSession())) : Optional.empty();
    }

    /**
     * Lets a session live so long from now.
     *
     * @param id of the session
     * @param ttl how long; null: the server's default
     * @return the session
     */
    public Session renew(String id, Duration ttl) {
        return renew(id, ttl, new CallOptions());
    }

    /**
     * Lets a session live so long from now.
     *
     * @param id of the session
     * @param ttl how long; null: the server's default
     * @param options what else to say
     * @return the session
     */
    public Session renew(String id, Duration ttl, CallOptions options) {
        RenewSessionRequest.Builder request = RenewSessionRequest.newBuilder().setSessionId(id).setRequestId(options.requestId());
        if (ttl != null) {
            request.setTtl(Wire.duration(ttl));
        }
        // Said twice, it is true once.
        return Wire.session(connection.call(SessionServiceGrpc.getRenewSessionMethod(), request.build(), options, true).getSession());
    }

    /**
     * Lets a session live so much longer than planned.
     *
     * @param id of the session
     * @param by how much longer
     * @return the session
     */
    public Session extend(String id, Duration by) {
        return extend(id, by, new CallOptions());
    }

    /**
     * Lets a session live so much longer than planned.
     *
     * @param id of the session
     * @param by how much longer
     * @param options what else to say
     * @return the session
     */
    public Session extend(String id, Duration by, CallOptions options) {
        RenewSessionRequest request = RenewSessionRequest.newBuilder()
                .setSessionId(id).setExtendBy(Wire.duration(by)).setRequestId(options.requestId()).build();
        return Wire.session(connection.call(SessionServiceGrpc.getRenewSessionMethod(), request, options, !options.requestId().isEmpty()).getSession());
    }

    /**
     * Puts metadata in place of what is there.
     *
     * @param id of the session
     * @param meta the new metadata
     * @return the session
     */
    public Session replaceMeta(String id, Object meta) {
        return replaceMeta(id, meta, new CallOptions());
    }

    /**
     * Puts metadata in place of what is there.
     *
     * @param id of the session
     * @param meta the new metadata
     * @param options what else to say
     * @return the session
     */
    public Session replaceMeta(String id, Object meta, CallOptions options) {
        return changeMeta(id, meta, MetaMode.META_MODE_REPLACE, options);
    }

    /**
     * Merges a patch (RFC 7396) into the metadata: null removes a key.
     *
     * @param id of the session
     * @param patch the patch
     * @return the session
     */
    public Session mergeMeta(String id, Object patch) {
        return mergeMeta(id, patch, new CallOptions());
    }

    /**
     * Merges a patch (RFC 7396) into the metadata: null removes a key.
     *
     * @param id of the session
     * @param patch the patch
     * @param options what else to say
     * @return the session
     */
    public Session mergeMeta(String id, Object patch, CallOptions options) {
        return changeMeta(id, patch, MetaMode.META_MODE_MERGE, options);
    }

    private Session changeMeta(String id, Object meta, MetaMode mode, CallOptions options) {
        UpdateSessionRequest request = UpdateSessionRequest.newBuilder()
                .setSessionId(id).setEtag(options.etag()).setMetaJson(Json.write(meta)).setMetaMode(mode)
                .setUpdateMask(FieldMask.newBuilder().addPaths("meta_json")).setRequestId(options.requestId()).build();
        return Wire.session(connection.call(SessionServiceGrpc.getUpdateSessionMethod(), request, options, !options.requestId().isEmpty()).getSession());
    }

    /**
     * Ends a session; its artifacts go with it.
     *
     * @param id of the session
     */
    public void delete(String id) {
        delete(id, new CallOptions());
    }

    /**
     * Ends a session; its artifacts go with it.
     *
     * @param id of the session
     * @param options what else to say
     */
    public void delete(String id, CallOptions options) {
        DeleteSessionRequest request = DeleteSessionRequest.newBuilder()
                .setSessionId(id).setEtag(options.etag()).setRequestId(options.requestId()).build();
        connection.call(SessionServiceGrpc.getDeleteSessionMethod(), request, options, !options.requestId().isEmpty());
    }

    /**
     * Lists the live sessions that the client may use, newest first.
     *
     * @param owner only this user's; empty = all
     * @return the sessions
     */
    public Listing<Session> list(String owner) {
        return list(owner, new CallOptions());
    }

    /**
     * Lists the live sessions that the client may use, newest first.
     *
     * @param owner only this user's; empty = all
     * @param options what else to say
     * @return the sessions
     */
    public Listing<Session> list(String owner, CallOptions options) {
        return new Listing<>(() -> new Pages<>(token -> {
            ListSessionsRequest request = ListSessionsRequest.newBuilder().setOwner(owner).setPageSize(options.pageSize()).setPageToken(token).build();
            ListSessionsResponse answer = connection.call(SessionServiceGrpc.getListSessionsMethod(), request, options, true);
            return new Page<>(answer.getSessionsList().stream().map(Wire::session).toList(), List.of(), answer.getNextPageToken());
        }));
    }
}
