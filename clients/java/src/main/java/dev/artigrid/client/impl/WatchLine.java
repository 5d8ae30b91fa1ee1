package dev.artigrid.client.impl;

import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.impl.pb.ArtifactQuery;
import dev.artigrid.client.impl.pb.EventKind;
import dev.artigrid.client.impl.pb.SearchServiceGrpc;
import dev.artigrid.client.impl.pb.WatchArtifactsRequest;
import dev.artigrid.client.impl.pb.WatchArtifactsResponse;
import dev.artigrid.client.model.Event;
import dev.artigrid.client.options.CallOptions;
import java.time.Instant;

/** Changes as they come. A broken connection is picked up behind the last token. */
public final class WatchLine implements AutoCloseable {
    private final Connection connection;
    private final ArtifactQuery query;
    private final CallOptions options;
    private final Tries tries;
    private String token;
    private Line<WatchArtifactsRequest, WatchArtifactsResponse> line;

    public WatchLine(Connection connection, ArtifactQuery query, String token, CallOptions options) {
        this.connection = connection;
        this.query = query;
        this.token = token;
        this.options = options;
        this.tries = new Tries(connection, true, options.cancellation());
    }

    /** The next event; null when the server has ended the stream well. */
    public Event next() {
        while (true) {
            try {
                if (line == null) {
                    line = connection.open(SearchServiceGrpc.getWatchArtifactsMethod(), options.timeout(), options.cancellation());
                    line.send(WatchArtifactsRequest.newBuilder().setQuery(query).setWatchToken(token).build());
                    line.finish();
                }
                WatchArtifactsResponse message = line.next(null);
                if (message == null) {
                    return null;
                }
                tries.progress();
                token = message.getWatchToken();
                return event(message);
            } catch (ArtigridException failure) {
                close();
                tries.again(failure);
            }
        }
    }

    private static Event event(WatchArtifactsResponse raw) {
        Event.Kind kind = raw.getKind() == EventKind.EVENT_KIND_UNSPECIFIED || raw.getKind() == EventKind.UNRECOGNIZED
                ? Event.Kind.SIGN_OF_LIFE
                : Event.Kind.valueOf(raw.getKind().name().substring("EVENT_KIND_".length()));
        Instant time = raw.hasEventTime() ? Wire.time(raw.getEventTime()) : null;
        return new Event(kind, raw.getArtifactId(), raw.hasArtifact() ? Wire.artifact(raw.getArtifact()) : null, time, raw.getWatchToken());
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
