package dev.artigrid.client;

import dev.artigrid.client.impl.Connection;
import dev.artigrid.client.impl.Json;
import dev.artigrid.client.impl.Pages;
import dev.artigrid.client.impl.WatchLine;
import dev.artigrid.client.impl.Wire;
import dev.artigrid.client.impl.pb.ArtifactQuery;
import dev.artigrid.client.impl.pb.CountArtifactsRequest;
import dev.artigrid.client.impl.pb.CountArtifactsResponse;
import dev.artigrid.client.impl.pb.Facet;
import dev.artigrid.client.impl.pb.MetaEquals;
import dev.artigrid.client.impl.pb.SearchArtifactsRequest;
import dev.artigrid.client.impl.pb.SearchArtifactsResponse;
import dev.artigrid.client.impl.pb.SearchOrder;
import dev.artigrid.client.impl.pb.SearchServiceGrpc;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Count;
import dev.artigrid.client.model.Page;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.Query;
import java.util.List;

/** Finds, counts and watches artifacts. */
public final class SearchClient {
    private final Connection connection;

    SearchClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * Finds the artifacts that match.
     *
     * @param query the conditions
     * @param order how they come
     * @return the artifacts
     */
    public Listing<Artifact> find(Query query, Order order) {
        return find(query, order, new CallOptions());
    }

    /**
     * Finds the artifacts that match.
     *
     * @param query the conditions
     * @param order how they come
     * @param options what else to say
     * @return the artifacts
     */
    public Listing<Artifact> find(Query query, Order order, CallOptions options) {
        return new Listing<>(() -> new Pages<>(token -> {
            SearchArtifactsRequest request = SearchArtifactsRequest.newBuilder()
                    .setQuery(raw(query)).setOrder(SearchOrder.valueOf("SEARCH_ORDER_" + order)).setPageSize(options.pageSize()).setPageToken(token).build();
            SearchArtifactsResponse answer = connection.call(SearchServiceGrpc.getSearchArtifactsMethod(), request, options, true);
            return new Page<>(answer.getArtifactsList().stream().map(Wire::artifact).toList(), List.of(), answer.getNextPageToken());
        }));
    }

    /**
     * Says how many match, and how they fall into groups.
     *
     * @param query the conditions
     * @param facets groupings wanted
     * @return the counts
     */
    public Count count(Query query, List<Count.Facet> facets) {
        return count(query, facets, new CallOptions());
    }

    /**
     * Says how many match, and how they fall into groups.
     *
     * @param query the conditions
     * @param facets groupings wanted
     * @param options what else to say
     * @return the counts
     */
    public Count count(Query query, List<Count.Facet> facets, CallOptions options) {
        CountArtifactsRequest.Builder request = CountArtifactsRequest.newBuilder().setQuery(raw(query));
        facets.forEach(facet -> request.addFacets(Facet.valueOf("FACET_" + facet)));
        CountArtifactsResponse answer = connection.call(SearchServiceGrpc.getCountArtifactsMethod(), request.build(), options, true);
        List<Count.Group> groups = answer.getGroupsList().stream().map(SearchClient::group).toList();
        return new Count(answer.getCount(), answer.getBytes(), groups);
    }

    /**
     * Watches changes as they are committed, each at least once, until it is closed. Signs of life bring newer tokens.
     *
     * @param query the conditions
     * @param token go on behind this one; empty = from now on
     * @return the changes
     */
    public Watch watch(Query query, String token) {
        return watch(query, token, new CallOptions());
    }

    /**
     * Watches changes as they are committed, each at least once, until it is closed. Signs of life bring newer tokens.
     *
     * @param query the conditions
     * @param token go on behind this one; empty = from now on
     * @param options what else to say
     * @return the changes
     */
    public Watch watch(Query query, String token, CallOptions options) {
        return new Watch(new WatchLine(connection, raw(query), token, options));
    }

    private static Count.Group group(CountArtifactsResponse.Group raw) {
        String name = raw.getFacet().name().substring("FACET_".length());
        return new Count.Group(Count.Facet.valueOf(name), raw.getValue(), raw.getCount(), raw.getBytes());
    }

    private static ArtifactQuery raw(Query query) {
        ArtifactQuery.Builder raw = ArtifactQuery.newBuilder()
                .setScope(Wire.scope(query.scope())).setSessionId(query.session()).setOwner(query.owner())
                .setMimePrefix(query.mimePrefix()).setFilenamePrefix(query.filenamePrefix()).setFilter(query.filter()).setText(query.text());
        query.meta().forEach((path, value) -> raw.addMeta(MetaEquals.newBuilder().setPath(path).setValueJson(Json.value(value))));
        return raw.build();
    }

    /** How results come. */
    public enum Order {
        /** By file name, then id. */
        FILENAME,
        /** Oldest first. */
        CREATE_TIME,
        /** Newest first. */
        CREATE_TIME_DESC,
        /** Longest unchanged first. */
        UPDATE_TIME,
        /** Last changed first. */
        UPDATE_TIME_DESC,
        /** Smallest first. */
        SIZE,
        /** Largest first. */
        SIZE_DESC
    }
}
