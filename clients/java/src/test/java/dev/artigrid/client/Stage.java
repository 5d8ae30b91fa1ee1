package dev.artigrid.client;

import dev.artigrid.client.errors.ArtigridException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** One scenario being played: what is kept from step to step. */
final class Stage implements AutoCloseable {
    private static final Set<String> STEP = Set.of("as", "do", "with", "save", "expect", "fails", "until");
    private static final Set<String> FAILS = Set.of("reason", "metadata", "not_found", "expired", "retryable");

    final Path directory;
    final Proxy proxy;
    private final String address;
    private final String sandbox = "t-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    private final Map<String, Object> scenario;
    private final Map<String, ArtigridClient> clients = new LinkedHashMap<>();
    private final Map<String, Object> saved = new HashMap<>(Map.of("sandbox", sandbox));

    Stage(Map<String, Object> scenario, String address) throws IOException {
        this.scenario = scenario;
        this.directory = Files.createTempDirectory("artigrid-");
        this.proxy = Boolean.TRUE.equals(scenario.get("proxy")) ? new Proxy(address) : null;
        this.address = proxy == null ? address : proxy.address();
    }

    void play() throws Exception {
        int number = 0;
        for (Object one : (List<?>) scenario.get("steps")) {
            number++;
            Map<String, Object> step = Values.map(one);
            Scenarios.refuseUnknown("step", step, STEP);
            String trouble = step(step);
            if (trouble != null) {
                throw new AssertionError("step " + number + " (" + step.get("do") + "): " + trouble);
            }
        }
    }

    /** Why it did not go as written; null when it did. */
    private String step(Map<String, Object> step) throws Exception {
        Instant end = Instant.now().plusSeconds(Values.size(step.get("until")));
        while (true) {
            String trouble = once(step);
            if (trouble == null || !Instant.now().isBefore(end)) {
                return trouble;
            }
            // A short pause between looks.
            new Cancellation().await(Duration.ofMillis(100));
        }
    }

    private String once(Map<String, Object> step) throws Exception {
        Operations.Operation operation = Operations.ALL.get(step.get("do"));
        if (operation == null || step.containsKey("expect") && step.containsKey("fails")) {
            throw new AssertionError("no such step: " + step);
        }
        Parameters with = new Parameters(this, client(step), Values.map(Values.resolve(step.get("with"), saved)));
        Map<String, Object> answer;
        try {
            answer = operation.run(with);
        } catch (ArtigridException failure) {
            with.done();
            Object fails = step.get("fails");
            return fails == null ? failure.toString() : match(Shown.failure(failure), wanted(fails));
        }
        with.done();
        if (step.containsKey("fails")) {
            return "should fail with " + step.get("fails") + ", answered " + answer;
        }
        if (step.containsKey("save")) {
            saved.put((String) step.get("save"), answer);
        }
        return step.containsKey("expect") ? match(answer, step.get("expect")) : null;
    }

    private String match(Object answer, Object wanted) {
        return Values.mismatch(answer, Values.resolve(wanted, saved), "answer");
    }

    private static Object wanted(Object fails) {
        if (fails instanceof String reason) {
            return Map.of("reason", reason);
        }
        Scenarios.refuseUnknown("fails", Values.map(fails), FAILS);
        return fails;
    }

    private ArtigridClient client(Map<String, Object> step) {
        Object as = step.containsKey("as") ? step.get("as") : scenario.get("as");
        Map<String, Object> identity = new TreeMap<>(Values.map(Values.resolve(as, saved)));
        return clients.computeIfAbsent(identity.toString(), unused -> {
            ArtigridClient.Builder builder = ArtigridClient.builder().address(address).sandbox(sandbox);
            identity.forEach((name, value) -> {
                switch (name) {
                    case "user" -> builder.user(value.toString());
                    case "session" -> builder.session(value.toString());
                    case "role" -> builder.role(value.toString());
                    case "sandbox" -> builder.sandbox(value.toString());
                    case "client" -> { }
                    default -> throw new AssertionError("as: unknown " + name);
                }
            });
            return builder.build();
        });
    }

    @Override
    public void close() throws IOException {
        clients.values().forEach(ArtigridClient::close);
        if (proxy != null) {
            proxy.close();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
