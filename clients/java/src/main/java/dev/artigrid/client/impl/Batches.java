package dev.artigrid.client.impl;

import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Reason;
import dev.artigrid.client.impl.Identity.Write;
import dev.artigrid.client.impl.pb.ArtifactServiceGrpc;
import dev.artigrid.client.impl.pb.ArtifactSpec;
import dev.artigrid.client.impl.pb.BatchCreateArtifactsRequest;
import dev.artigrid.client.impl.pb.BatchCreateArtifactsResponse;
import dev.artigrid.client.impl.pb.BatchDeleteArtifactsRequest;
import dev.artigrid.client.impl.pb.BatchDeleteArtifactsResponse;
import dev.artigrid.client.impl.pb.BatchReadArtifactsRequest;
import dev.artigrid.client.impl.pb.BatchReadArtifactsResponse;
import dev.artigrid.client.impl.pb.Digests;
import dev.artigrid.client.impl.pb.Scope;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Content;
import dev.artigrid.client.model.Outcome;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.DeleteItem;
import dev.artigrid.client.options.NewItem;
import dev.artigrid.client.options.ReadItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A message takes so many items and bytes each way; more is cut into as many messages as it takes, one after the other.
 * One bad item does not lose the others. If a message itself fails, its items and those behind it fail with its error,
 * and what was done before stands.
 */
public final class Batches {
    private static final int MAX_ITEMS = 100;
    private static final int MAX_BYTES = 3 << 20;

    private final Connection connection;

    public Batches(Connection connection) {
        this.connection = connection;
    }

    private interface Send<I, T> {
        List<Outcome<T>> send(List<I> batch, String requestId);
    }

    private static <I, T> List<Outcome<T>> inTurn(List<List<I>> batches, int count, String requestId, Send<I, T> send) {
        List<Outcome<T>> outcomes = new ArrayList<>(count);
        try {
            for (int number = 0; number < batches.size(); number++) {
                List<I> batch = batches.get(number);
                List<Outcome<T>> found = send.send(batch, nthRequestId(requestId, number));
                checkCount(found.size(), batch.size());
                outcomes.addAll(found);
            }
        } catch (ArtigridException failure) {
            while (outcomes.size() < count) {
                outcomes.add(new Outcome<>(null, failure));
            }
        }
        return outcomes;
    }

    public List<Outcome<Artifact>> create(List<NewItem> items, CallOptions options) {
        return inTurn(cut(items, item -> item.data().length), items.size(), options.requestId(), (batch, requestId) -> createBatch(batch, requestId, options));
    }

    private List<Outcome<Artifact>> createBatch(List<NewItem> batch, String requestId, CallOptions options) {
        List<ArtifactSpec> specs = batch.stream().map(item -> Wire.spec(item.spec())).toList();
        ArtifactSpec homeless = specs.stream().filter(Batches::isHomeless).findFirst().orElse(null);
        Write write = homeless == null ? new Write("", () -> {}) : connection.identity().beginWrite(homeless, requestId, options.cancellation());
        try (write) {
            BatchCreateArtifactsRequest.Builder request = BatchCreateArtifactsRequest.newBuilder().setRequestId(requestId);
            for (int at = 0; at < batch.size(); at++) {
                byte[] data = batch.get(at).data();
                ArtifactSpec spec = specs.get(at);
                request.addItemsBuilder()
                        .setSpec(isHomeless(spec) ? spec.toBuilder().setSessionId(write.session()).build() : spec)
                        .setData(Wire.bytes(data)).setDigests(Digests.newBuilder().setCrc32C(Hashing.crc32c(data, 0, data.length)));
            }
            BatchCreateArtifactsResponse answer = connection.call(
                    ArtifactServiceGrpc.getBatchCreateArtifactsMethod(), request.build(), options, !requestId.isEmpty());
            return answer.getItemsList().stream().map(this::created).toList();
        }
    }

    private static boolean isHomeless(ArtifactSpec spec) {
        return spec.getScope() == Scope.SCOPE_SESSION && spec.getSessionId().isEmpty();
    }

    private Outcome<Artifact> created(BatchCreateArtifactsResponse.Item item) {
        if (!item.hasArtifact()) {
            return new Outcome<>(null, Failures.from(item.getFailure()));
        }
        dev.artigrid.client.impl.pb.Artifact made = item.getArtifact();
        connection.identity().wrote(made.getScope(), made.getSessionId(), made.getUserId());
        return new Outcome<>(Wire.artifact(made), null);
    }

    public List<Outcome<Content>> read(List<ReadItem> items, CallOptions options) {
        List<Outcome<Content>> outcomes = new ArrayList<>(Collections.nCopies(items.size(), null));
        List<Integer> left = IntStream.range(0, items.size()).boxed().toList();
        try {
            while (!left.isEmpty()) {
                List<Integer> asked = left.subList(0, Math.min(MAX_ITEMS, left.size()));
                List<Integer> next = new ArrayList<>(readBatch(items, asked, outcomes, options));
                next.addAll(left.subList(asked.size(), left.size()));
                left = next;
            }
        } catch (ArtigridException failure) {
            left.forEach(at -> outcomes.set(at, new Outcome<>(null, failure)));
        }
        return outcomes;
    }

    /** Gives back what did not fit beside the others, as long as others make room. */
    private List<Integer> readBatch(List<ReadItem> items, List<Integer> asked, List<Outcome<Content>> outcomes, CallOptions options) {
        BatchReadArtifactsRequest.Builder request = BatchReadArtifactsRequest.newBuilder();
        for (int at : asked) {
            ReadItem item = items.get(at);
            BatchReadArtifactsRequest.Item.Builder one = request.addItemsBuilder().setArtifactId(item.id()).setVersion(item.version());
            if (item.range() != null) {
                one.setRange(Wire.range(item.range()));
            }
        }
        List<BatchReadArtifactsResponse.Item> answers = connection.call(
                ArtifactServiceGrpc.getBatchReadArtifactsMethod(), request.build(), options, true).getItemsList();
        checkCount(answers.size(), asked.size());
        boolean some = answers.stream().anyMatch(item -> !item.getContent().getData().isEmpty());
        List<Integer> again = new ArrayList<>();
        for (int index = 0; index < asked.size(); index++) {
            BatchReadArtifactsResponse.Item answer = answers.get(index);
            if (!answer.hasContent() && some && Failures.from(answer.getFailure()).reason() == Reason.SIZE_LIMIT) {
                again.add(asked.get(index));
            } else {
                outcomes.set(asked.get(index), content(answer));
            }
        }
        return again;
    }

    private static Outcome<Content> content(BatchReadArtifactsResponse.Item answer) {
        try {
            return answer.hasContent() ? new Outcome<>(Wire.content(answer.getContent()), null) : new Outcome<>(null, Failures.from(answer.getFailure()));
        } catch (ArtigridException corrupt) {
            return new Outcome<>(null, corrupt);
        }
    }

    public List<Outcome<Void>> delete(List<DeleteItem> items, CallOptions options) {
        return inTurn(cut(items, item -> 0), items.size(), options.requestId(), (batch, requestId) -> {
            BatchDeleteArtifactsRequest.Builder request = BatchDeleteArtifactsRequest.newBuilder().setRequestId(requestId);
            batch.forEach(item -> request.addItemsBuilder().setArtifactId(item.id()).setEtag(item.etag()));
            BatchDeleteArtifactsResponse answer = connection.call(
                    ArtifactServiceGrpc.getBatchDeleteArtifactsMethod(), request.build(), options, !requestId.isEmpty());
            return answer.getItemsList().stream()
                    .map(item -> new Outcome<Void>(null, item.hasFailure() ? Failures.from(item.getFailure()) : null)).toList();
        });
    }

    /** Cuts so that each part fits a message. An item too large for any goes alone, to be refused. */
    private static <I> List<List<I>> cut(List<I> items, ToIntFunction<I> size) {
        List<List<I>> batches = new ArrayList<>();
        int first = 0;
        long bytes = 0;
        for (int at = 0; at < items.size(); at++) {
            int more = size.applyAsInt(items.get(at));
            if (at - first == MAX_ITEMS || at > first && bytes + more > MAX_BYTES) {
                batches.add(items.subList(first, at));
                first = at;
                bytes = 0;
            }
            bytes += more;
        }
        if (first < items.size()) {
            batches.add(items.subList(first, items.size()));
        }
        return batches;
    }

    private static void checkCount(int outcomes, int items) {
        if (outcomes != items) {
            throw Failures.corrupt(outcomes + " outcomes for " + items + " items");
        }
    }

    /** The request id of the n-th message of one call: the same each time, another for each message. */
    public static String nthRequestId(String id, int number) {
        if (id.isEmpty() || number == 0) {
            return id;
        }
        try {
            UUID given = UUID.fromString(id);
            return new UUID(given.getMostSignificantBits(), given.getLeastSignificantBits() ^ number).toString();
        } catch (IllegalArgumentException wrong) {
            throw Failures.usage("a request id is a UUID");
        }
    }
}
