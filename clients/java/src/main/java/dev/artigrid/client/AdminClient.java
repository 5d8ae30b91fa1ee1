package dev.artigrid.client;

import dev.artigrid.client.impl.Connection;
import dev.artigrid.client.impl.Wire;
import dev.artigrid.client.impl.pb.AdminServiceGrpc;
import dev.artigrid.client.impl.pb.GetCapabilitiesRequest;
import dev.artigrid.client.impl.pb.GetCapabilitiesResponse;
import dev.artigrid.client.impl.pb.GetStatsRequest;
import dev.artigrid.client.impl.pb.GetStatsResponse;
import dev.artigrid.client.model.Capabilities;
import dev.artigrid.client.model.Stats;
import dev.artigrid.client.options.CallOptions;
import java.util.List;
import java.util.Locale;

/** What the server can do, and figures of it. The rest of looking after it is on the command line. */
public final class AdminClient {
    private final Connection connection;

    AdminClient(Connection connection) {
        this.connection = connection;
    }

    /**
     * Limits, features, and whom the server takes the client for. For every caller.
     *
     * @return what it can do
     */
    public Capabilities capabilities() {
        GetCapabilitiesResponse answer = connection.call(
                AdminServiceGrpc.getGetCapabilitiesMethod(), GetCapabilitiesRequest.getDefaultInstance(), new CallOptions(), true);
        List<String> features = answer.getFeaturesList().stream().map(one -> lower(one.name(), "FEATURE_")).toList();
        dev.artigrid.client.impl.pb.Limits limits = answer.getLimits();
        return new Capabilities(
                answer.getServerVersion(), features, answer.getSandboxId(), lower(answer.getRole().name(), "ROLE_"), answer.getUserId(), answer.getSessionId(),
                new Capabilities.Limits(
                        limits.getMaxArtifactSize(), limits.getMaxInlineSize(), limits.getMaxChunkSize(), limits.getMaxBatchSize(),
                        limits.getMaxBatchItems(), limits.getMaxPageSize(), limits.getMaxMetaSize(),
                        Wire.duration(limits.getDefaultArtifactTtl()), Wire.duration(limits.getDefaultSessionTtl()),
                        limits.hasMaxTtl() ? Wire.duration(limits.getMaxTtl()) : null));
    }

    /**
     * Figures of the client's sandbox; an operator may name one, or none for the whole server.
     *
     * @param sandbox its name, or empty
     * @return the figures
     */
    public Stats stats(String sandbox) {
        GetStatsRequest request = GetStatsRequest.newBuilder().setSandboxId(sandbox).build();
        GetStatsResponse answer = connection.call(AdminServiceGrpc.getGetStatsMethod(), request, new CallOptions(), true);
        return new Stats(answer.getArtifacts(), answer.getBytes(), answer.getSessions(), answer.getUploads());
    }

    private static String lower(String name, String prefix) {
        return name.substring(name.startsWith(prefix) ? prefix.length() : 0).toLowerCase(Locale.ROOT);
    }
}
