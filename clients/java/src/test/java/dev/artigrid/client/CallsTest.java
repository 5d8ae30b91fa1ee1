package dev.artigrid.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.errors.StoppedException;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.options.ListQuery;
import dev.artigrid.client.options.NewArtifact;
import dev.artigrid.client.options.ReadOptions;
import dev.artigrid.client.options.UploadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the scenarios cannot say: cancelling, reading byte by byte, URLs from here, acting for others. */
class CallsTest {
    private static Server server;
    private static ArtigridClient client;

    @BeforeAll
    static void start() throws IOException {
        server = new Server(Map.of());
        client = ArtigridClient.builder().address(server.address()).user("ana").role("service").build();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void a16_a_cancelled_upload_stops_and_leaves_nothing() {
        Cancellation stop = new Cancellation();
        // Endless: only the cancellation ends it.
        Source endless = Source.of(new InputStream() {
            @Override
            public int read() {
                return 7;
            }

            @Override
            public int read(byte[] into, int at, int length) {
                Arrays.fill(into, at, at + length, (byte) 7);
                return length;
            }
        });
        UploadOptions options = new UploadOptions().withResumable(false).withCancellation(stop).withProgress(progress -> {
            if (progress.done() > 2 << 20) {
                stop.cancel();
            }
        });
        assertThrows(StoppedException.class, () -> client.artifacts().upload(endless, new NewArtifact().withFilename("cancelled/x"), options));
        assertEquals(0, client.artifacts().list(new ListQuery().withPrefix("cancelled/")).stream().count());
    }

    @Test
    void a_cancelled_download_stops() {
        Artifact kept = client.artifacts().upload(Source.of(new byte[3 << 20]), new NewArtifact());
        Cancellation stop = new Cancellation();
        try (Download content = client.artifacts().download(kept.id(), new ReadOptions().withCancellation(stop))) {
            assertEquals(0, content.read());
            stop.cancel();
            assertThrows(ArtigridException.class, content::readAllBytes);
        }
    }

    @Test
    void a_download_is_read_byte_by_byte_too() throws IOException {
        byte[] data = {1, 2, 3, -1};
        Artifact kept = client.artifacts().store(data, new NewArtifact());
        try (Download content = client.artifacts().download(kept.id())) {
            assertEquals(1, content.read());
            assertEquals(3, content.available());
            assertArrayEquals(new byte[] {2, 3, -1}, content.readAllBytes());
            assertEquals(-1, content.read());
        }
    }

    @Test
    void a14_content_goes_by_signed_urls_and_is_registered() {
        byte[] data = Values.content(Map.of("size", "2MiB"));
        Artifact kept = client.urls().uploadAndRegister(Source.of(data), new NewArtifact().withFilename("by-url"));
        assertEquals(data.length, kept.size());
        assertArrayEquals(data, client.artifacts().bytes(kept.id()));
    }

    @Test
    void a_service_acts_for_others_by_the_same_connection() {
        ArtigridClient bob = client.actingFor("bob");
        Artifact kept = bob.artifacts().store(new byte[] {1}, new NewArtifact());
        assertEquals("bob", kept.user());
        bob.close();
        assertTrue(client.artifacts().exists(client.artifacts().store(new byte[0], new NewArtifact()).id()));
    }

    @Test
    void a_token_that_cannot_be_had_is_told() {

        try (ArtigridClient careful = ArtigridClient.builder().address(server.address()).token(refused -> {
            throw new IOException("no token today");
        }).build()) {
            ArtigridException failure = assertThrows(ArtigridException.class, () -> careful.admin().capabilities());
            assertTrue(failure.getMessage().contains("no token today"), failure.getMessage());
        }
    }
}
