package dev.artigrid.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.artigrid.client.errors.DeniedException;
import dev.artigrid.client.errors.UnavailableException;
import dev.artigrid.client.impl.pb.AdminServiceGrpc;
import dev.artigrid.client.impl.pb.GetCapabilitiesRequest;
import dev.artigrid.client.impl.pb.GetCapabilitiesResponse;
import dev.artigrid.client.impl.pb.Role;
import dev.artigrid.client.options.RetryPolicy;
import dev.artigrid.client.options.Tls;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS and tokens, against a server of this test's own that takes "good" only. */
class SecureTest {
    private static final Metadata.Key<String> AUTHORIZATION = Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private static final class Asking implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (!"Bearer good".equals(headers.get(AUTHORIZATION))) {
                call.close(Status.UNAUTHENTICATED, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return next.startCall(call, headers);
        }
    }

    private static Server serve(ServerCredentials credentials) throws IOException {
        return Grpc.newServerBuilderForPort(0, credentials).intercept(new Asking()).addService(new AdminServiceGrpc.AdminServiceImplBase() {
            @Override
            public void getCapabilities(GetCapabilitiesRequest request, StreamObserver<GetCapabilitiesResponse> answer) {
                answer.onNext(GetCapabilitiesResponse.newBuilder().setRole(Role.ROLE_USER).build());
                answer.onCompleted();
            }
        }).build().start();
    }

    @Test
    void a_refused_token_is_got_anew_once() throws IOException {
        Server server = serve(InsecureServerCredentials.create());
        List<String> refusals = Collections.synchronizedList(new ArrayList<>());
        try (ArtigridClient client = ArtigridClient.builder().address("127.0.0.1:" + server.getPort()).token(refused -> {
            refusals.add(String.valueOf(refused));
            return "stale".equals(refused) ? "good" : "stale";
        }).build()) {
            assertEquals("user", client.admin().capabilities().role());
            assertEquals(List.of("null", "stale"), refusals);
        }
        try (ArtigridClient client = ArtigridClient.builder().address("127.0.0.1:" + server.getPort()).token("stale").build()) {
            assertThrows(DeniedException.class, () -> client.admin().capabilities());
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void an_https_address_is_encrypted_and_trusts_whom_it_is_told_to(@TempDir Path folder) throws Exception {
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        Process openssl = new ProcessBuilder(
                "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
                "subjectAltName=DNS:localhost", "-keyout", key.toString(), "-out", certificate.toString()).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes());
        assertEquals(0, openssl.waitFor(), said);
        Server server = serve(TlsServerCredentials.create(certificate.toFile(), key.toFile()));
        String address = "https://localhost:" + server.getPort();
        try (ArtigridClient client = ArtigridClient.builder().address(address).tls(Tls.trusting(certificate)).token("good").build()) {
            assertEquals("user", client.admin().capabilities().role());
        }
        RetryPolicy once = new RetryPolicy(1, Duration.ofMillis(1), Duration.ofMillis(1));
        try (ArtigridClient client = ArtigridClient.builder().address(address).retry(once).token("good").build()) {
            assertThrows(UnavailableException.class, () -> client.admin().capabilities());
        } finally {
            server.shutdownNow();
        }
    }
}
