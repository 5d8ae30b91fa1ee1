package dev.artigrid.client;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays clients/scenarios through this SDK against a real server. The README there has the rules. */
class ScenariosTest {
    private static final Set<String> FEATURES = Set.of(
            "resumable_upload", "batch", "copy", "search", "filter", "text_search", "count", "watch", "signed_urls",
            "share_links", "quotas", "request_id", "audit");
    private static final List<Server> SERVERS = new ArrayList<>();

    @AfterAll
    static void stop() {
        for (Server server : SERVERS) {
            server.close();
        }
    }

    private static String start(Map<String, String> variables) throws IOException {
        SERVERS.add(new Server(variables));
        return SERVERS.get(SERVERS.size() - 1).address();
    }

    @TestFactory
    List<DynamicContainer> scenarios() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Scenarios.FOLDER)) {
            files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
        assertFalse(files.isEmpty(), "no scenarios");
        String shared = start(Map.of());
        List<DynamicContainer> topics = new ArrayList<>();
        for (Path file : files) {
            Map<String, Object> read = Scenarios.read(file);
            Map<String, String> variables = new HashMap<>();
            Values.map(read.get("server")).forEach((name, value) -> variables.put(name, value.toString()));
            topics.add(topic(read, read.containsKey("server") ? start(variables) : shared));
        }
        return topics;
    }

    private static DynamicContainer topic(Map<String, Object> file, String address) {
        List<String> have;
        try (ArtigridClient client = ArtigridClient.connect(address)) {
            have = client.admin().capabilities().features();
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Object one : (List<?>) file.get("scenarios")) {
            Map<String, Object> scenario = Values.map(one);
            Scenarios.refuseUnknown("scenario", scenario, Scenarios.SCENARIO);
            String name = file.get("topic") + ": " + scenario.get("name");
            tests.add(DynamicTest.dynamicTest(name, () -> {
                for (Object need : (List<?>) scenario.getOrDefault("needs", List.of())) {
                    assertTrue(FEATURES.contains(need), "no such feature: " + need);
                    if (!have.contains(need)) {
                        System.out.println("skipped: " + name + " (the server lacks " + need + ")");
                        Assumptions.abort("the server lacks " + need);
                    }
                }
                try (Stage stage = new Stage(scenario, address)) {
                    stage.play();
                }
            }));
        }
        return DynamicContainer.dynamicContainer((String) file.get("topic"), tests);
    }
}
