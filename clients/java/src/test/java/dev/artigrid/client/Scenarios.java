package dev.artigrid.client;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of clients/scenarios. What they say that is not known is refused. */
final class Scenarios {
    static final Path FOLDER = Path.of("../scenarios");
    static final Set<String> SCENARIO = Set.of("name", "proves", "needs", "proxy", "as", "steps");
    private static final Set<String> FILE = Set.of("topic", "server", "scenarios");

    private Scenarios() {}

    static Map<String, Object> read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file)) {
            Map<String, Object> read = Values.map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
            refuseUnknown(file.toString(), read, FILE);
            if (!file.getFileName().toString().equals(read.get("topic") + ".yaml")) {
                throw new AssertionError(file + " has the topic " + read.get("topic"));
            }
            return read;
        }
    }

    static void refuseUnknown(String what, Map<String, Object> given, Set<String> known) {
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                throw new AssertionError(what + ": unknown " + key);
            }
        }
    }
}
