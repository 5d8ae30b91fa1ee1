package dev.artigrid.client.options;

import dev.artigrid.client.model.Progress;
import java.util.Map;
import java.util.function.Consumer;

/** Options of reads and downloads. */
public final class ReadOptions extends Options<ReadOptions> {
    /** Everything is left out. */
    public ReadOptions() {
        this(Map.of());
    }

    private ReadOptions(Map<String, Object> said) {
        super(said);
    }

    @Override
    ReadOptions from(Map<String, Object> said) {
        return new ReadOptions(said);
    }

    /**
     * Reads only a part.
     *
     * @param range the part; null = all
     * @return another one
     */
    public ReadOptions withRange(ByteRange range) {
        return with("range", range);
    }

    /** {@return the part; null = all} */
    public ByteRange range() {
        return get("range");
    }

    /**
     * Lets progress be told: before the first byte and after each piece.
     *
     * @param progress whom to tell
     * @return another one
     */
    public ReadOptions withProgress(Consumer<Progress> progress) {
        return with("progress", progress);
    }

    /** {@return whom to tell} */
    public Consumer<Progress> progress() {
        return get("progress");
    }
}
