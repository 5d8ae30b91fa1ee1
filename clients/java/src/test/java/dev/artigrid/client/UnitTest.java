package dev.artigrid.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.Details;
import dev.artigrid.client.errors.ExpiredException;
import dev.artigrid.client.errors.InvalidException;
import dev.artigrid.client.errors.NotFoundException;
import dev.artigrid.client.errors.Reason;
import dev.artigrid.client.errors.StoppedException;
import dev.artigrid.client.errors.UnavailableException;
import dev.artigrid.client.impl.Address;
import dev.artigrid.client.impl.Batches;
import dev.artigrid.client.impl.Identity;
import dev.artigrid.client.impl.pb.ErrorReason;
import dev.artigrid.client.model.Scope;
import dev.artigrid.client.options.CallOptions;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.RetryPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What needs no server. */
class UnitTest {
    private record Vector(String sandbox, String scope, String owner, String artifact, String prefix, String key, String why) {
        GridKey parts() {
            Scope known = Arrays.stream(Scope.values()).filter(one -> one.name().toLowerCase(Locale.ROOT).equals(scope)).findFirst().orElse(null);
            return new GridKey(sandbox, known, owner == null ? "" : owner, artifact);
        }
    }

    private record Vectors(List<Vector> keys, List<String> no_keys, List<Vector> refused) {}

    @Test
    void gridKeysFollowTheSharedVectors() throws IOException {
        Vectors vectors = new Gson().fromJson(Files.readString(Scenarios.FOLDER.resolve("grid_keys.json")), Vectors.class);
        assertTrue(vectors.keys().size() >= 40 && vectors.no_keys().size() >= 30 && vectors.refused().size() >= 10, "the vectors are not whole");
        for (Vector vector : vectors.keys()) {
            assertEquals(vector.key(), vector.parts().key());
            assertEquals(vector.prefix(), vector.parts().prefix());
            assertEquals(vector.parts(), GridKey.parse(vector.key()));
        }
        for (String key : vectors.no_keys()) {
            assertThrows(InvalidException.class, () -> GridKey.parse(key), key);
        }
        for (Vector vector : vectors.refused()) {
            assertThrows(InvalidException.class, () -> vector.parts().key(), vector.why());
        }
    }

    @Test
    void aBareAddressIsPlainOnLoopbackOnly() {
        for (String good : List.of("127.0.0.1:50051", "localhost:1", "[::1]:50051", "http://10.0.0.1:50051", "http://box", "https://box:1")) {
            assertEquals(good.startsWith("https"), Address.parse(good).secure());
        }
        for (String bad : List.of("10.0.0.1:50051", "box:50051", "ftp://box:1", "", "127.0.0.1", "http://h/p", "a b:1", "http://u:p@h")) {
            assertThrows(InvalidException.class, () -> Address.parse(bad), bad);
        }
    }

    @Test
    void anyTextCanBeMetadata() {
        assertEquals("zo%C3%AB%20m%40x", Identity.encoded("zoë m@x"));
        assertEquals("sess-1_a.b~", Identity.encoded("sess-1_a.b~"));
    }

    @Test
    void everyReasonOfTheContractHasAnExceptionOfItsKind() {
        for (ErrorReason raw : ErrorReason.values()) {
            String name = raw.name().replace("ERROR_REASON_", "");
            if (raw != ErrorReason.UNRECOGNIZED && raw != ErrorReason.ERROR_REASON_UNSPECIFIED) {
                assertEquals(name, ArtigridException.of(new Details(Reason.valueOf(name), ""), null).reason().name());
            }
        }
        ArtigridException expired = ArtigridException.of(new Details(Reason.ARTIFACT_EXPIRED, "gone"), null);
        assertTrue(expired instanceof ExpiredException && expired instanceof NotFoundException && !expired.retryable());
        assertFalse(ArtigridException.of(new Details(Reason.VERSION_GONE, ""), null) instanceof ExpiredException);
        assertTrue(ArtigridException.of(new Details(Reason.DRAINING, ""), null).retryable());
    }

    @Test
    void waitsGrowAreJitteredAndBounded() {
        RetryPolicy policy = RetryPolicy.DEFAULT;
        for (int tried = 1; tried < 70; tried++) {
            long full = tried <= 5 ? Math.min(5_000, 200L << tried - 1) : 5_000;
            long wait = policy.wait(tried, Duration.ZERO).toMillis();
            assertTrue(wait >= full / 2 && wait <= full, tried + ": " + wait);
        }
        assertEquals(Duration.ofSeconds(3), policy.wait(1, Duration.ofSeconds(3)));
        assertEquals(policy.longestWait(), policy.wait(1, Duration.ofHours(1)));
    }

    @Test
    void aRequestIdIsAnotherForEachMessageAndTheSameEachTime() {
        String id = "6f8a6d2e-0d0c-4a5e-9a58-4d57b5b7c101";
        assertEquals(id, Batches.nthRequestId(id, 0));
        assertNotEquals(id, Batches.nthRequestId(id, 1));
        assertEquals(Batches.nthRequestId(id, 1), Batches.nthRequestId(id, 1));
        assertThrows(InvalidException.class, () -> Batches.nthRequestId("no uuid", 1));
    }

    @Test
    void optionsAreImmutableValues() {
        NewArtifact plain = new NewArtifact();
        NewArtifact named = plain.withFilename("a");
        assertEquals(null, plain.filename());
        assertEquals(new NewArtifact().withFilename("a"), named);
        assertEquals(plain, named.withFilename(null));
    }

    @Test
    void theEnvironmentNamesServerAndCaller() {
        ArtigridClient.Builder builder = ArtigridClient.builder().env(Map.of("ARTIGRID_ADDR", "not an address", "ARTIGRID_USER", ""));
        assertThrows(InvalidException.class, builder::build);
    }

    @Test
    void aCancelledCallStopsAndAnAbsentServerIsUnavailable() {
        try (ArtigridClient client = ArtigridClient.builder().address("127.0.0.1:1").retry(new RetryPolicy(2, Duration.ofMillis(1), Duration.ofMillis(1))).build()) {
            assertThrows(UnavailableException.class, () -> client.artifacts().exists("x"));
            Cancellation stop = new Cancellation();
            stop.cancel();
            assertThrows(StoppedException.class, () -> client.artifacts().exists("x", new CallOptions().withCancellation(stop)));
        }
    }

    @Test
    void aCancelledWaitEndsAndOnceCancelledHooksRunAtOnce() {
        Cancellation stop = new Cancellation();
        AtomicInteger ran = new AtomicInteger();
        stop.whenCancelled(ran::incrementAndGet);
        stop.whenCancelled(ran::incrementAndGet).run();
        stop.cancel();
        stop.whenCancelled(ran::incrementAndGet);
        assertEquals(2, ran.get());
        Cancellation.NEVER.cancel();
        assertFalse(Cancellation.NEVER.isCancelled());
    }
}
