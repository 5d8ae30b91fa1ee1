package dev.artigrid.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server whose binary ARTIGRID_BIN names, on free ports, in memory. */
final class Server implements AutoCloseable {
    private static final Pattern LISTENS = Pattern.compile("listens on (\\S+:\\d+) \\(gRPC\\)");

    private final Process process;
    private final String address;

    Server(Map<String, String> variables) throws IOException {
        String binary = System.getenv("ARTIGRID_BIN");
        if (binary == null || binary.isEmpty()) {
            throw new AssertionError("ARTIGRID_BIN must name the server's binary: run-tests sets it");
        }
        ProcessBuilder builder = new ProcessBuilder(binary, "serve").redirectErrorStream(true);
        builder.environment().clear();
        for (String listener : List.of("GRPC", "HTTP", "OPS")) {
            builder.environment().put("ARTIGRID_" + listener + "_ADDR", "127.0.0.1:0");
        }
        builder.environment().put("ARTIGRID_LOG", "warn");
        builder.environment().putAll(variables);
        process = builder.start();
        address = waitForAddress();
    }

    private String waitForAddress() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            Matcher found = LISTENS.matcher(line);
            if (found.find()) {
                Thread reader = new Thread(() -> drain(process.getInputStream()));
                reader.setDaemon(true);
                reader.start();
                return found.group(1);
            }
        }
        throw new AssertionError("the server ended:\n" + String.join("\n", said));
    }

    private static void drain(InputStream stream) {
        try {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            return;
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
