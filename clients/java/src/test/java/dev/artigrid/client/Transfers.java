package dev.artigrid.client;

import dev.artigrid.client.errors.ArtigridException;
import dev.artigrid.client.model.Artifact;
import dev.artigrid.client.model.Progress;
import dev.artigrid.client.options.ReadOptions;
import dev.artigrid.client.options.UploadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Uploads and downloads of the scenarios: from and to whatever they name. */
final class Transfers {
    private Transfers() {}

    static Map<String, Object> upload(Parameters p) throws IOException {
        List<Progress> progress = new ArrayList<>();
        UploadOptions options = p.upload().withProgress(progress::add);
        String mode = p.has("mode") ? p.text("mode") : "auto";
        switch (mode) {
            case "auto" -> { }
            case "one_shot" -> options = options.withResumable(false);
            case "resumable" -> options = options.withResumable(true);
            default -> throw new AssertionError("unknown mode " + mode);
        }
        if (p.has("state")) {
            options = options.withStateFile(p.stage.directory.resolve("state-" + p.text("state")));
        }
        Source source = source(p, p.content("data"));
        Artifact made = p.has("id")
                ? p.client.artifacts().replace(p.text("id"), source, p.changes(), options)
                : p.client.artifacts().upload(source, p.spec(), options);
        Map<String, Object> answer = Shown.artifact(made);
        answer.put("progress", seen(progress));
        return answer;
    }

    /** Fails behind an end, and gives pieces of odd lengths. */
    private static final class Breaking extends InputStream {
        private final InputStream data;
        private final int most;

        Breaking(byte[] data, int offset, int end, int most) {
            this.data = new ByteArrayInputStream(data, offset, Math.max(0, end - offset));
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int one = data.read();
            if (one < 0) {
                throw new IOException("the source broke, as it should");
            }
            return one;
        }

        @Override
        public int read(byte[] into, int at, int length) throws IOException {
            int count = data.read(into, at, Math.min(length, most));
            if (count < 0) {
                throw new IOException("the source broke, as it should");
            }
            return count;
        }
    }

    private static Source source(Parameters p, byte[] data) throws IOException {
        String kind = p.has("source") ? p.text("source") : "bytes";
        boolean breaks = p.has("break_after");
        int end = (int) p.number("break_after");
        switch (kind) {
            case "bytes":
                return Source.of(data);
            case "file":
                // A file does not break: what can be read again, and does, stands for it.
                if (breaks) {
                    return Source.rewindable((long) data.length, offset -> new Breaking(data, (int) offset, end, 1 << 16));
                }
                return Source.of(Files.write(Files.createTempFile(p.stage.directory, "up-", ""), data));
            case "stream":
            case "iterator":
                // Java has one word for both; pieces of odd lengths make the difference.
                int most = kind.equals("stream") ? Integer.MAX_VALUE : 12_345;
                return Source.of(breaks ? new Breaking(data, 0, end, most) : new ByteArrayInputStream(data) {
                    @Override
                    public synchronized int read(byte[] into, int at, int length) {
                        return super.read(into, at, Math.min(length, most));
                    }
                });
            default:
                throw new AssertionError("unknown source " + kind);
        }
    }

    static Map<String, Object> download(Parameters p) throws IOException {
        List<Progress> progress = new ArrayList<>();
        ReadOptions options = p.part().withProgress(progress::add);
        String to = p.has("to") ? p.text("to") : "bytes";
        byte[] data;
        switch (to) {
            case "file" -> {
                Path path = p.stage.directory.resolve("down");
                Files.deleteIfExists(path);
                try {
                    p.client.artifacts().downloadTo(p.text("id"), path, options);
                } catch (ArtigridException failure) {
                    checkNothingLeft(p.stage.directory);
                    throw failure;
                }
                data = Files.readAllBytes(path);
            }
            case "stream" -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                p.client.artifacts().downloadTo(p.text("id"), out, options);
                data = out.toByteArray();
            }
            case "bytes" -> data = p.client.artifacts().bytes(p.text("id"), options);
            default -> throw new AssertionError("unknown target " + to);
        }
        return Values.of("data", data, "progress", seen(progress));
    }

    private static void checkNothingLeft(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.equals("down") || name.endsWith(".part")).forEach(name -> {
                throw new AssertionError("a failed download left " + name);
            });
        }
    }

    private static Map<String, Object> seen(List<Progress> progress) {
        if (progress.isEmpty()) {
            return Values.of("first", null, "last", null, "total", null);
        }
        Progress last = progress.get(progress.size() - 1);
        return Values.of("first", progress.get(0).done(), "last", last.done(), "total", last.total());
    }
}
