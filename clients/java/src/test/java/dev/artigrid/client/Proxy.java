package dev.artigrid.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The shared proxy that does harm on command. */
final class Proxy implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final String address;

    Proxy(String target) throws IOException {
        process = new ProcessBuilder("../scenarios/proxy", target).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        in = process.outputWriter(StandardCharsets.UTF_8);
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        address = answer().substring("listening ".length());
    }

    String address() {
        return address;
    }

    synchronized String command(String line) {
        try {
            in.write(line + "\n");
            in.flush();
            return answer();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private String answer() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("the proxy ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        in.close();
        process.onExit().join();
    }
}
