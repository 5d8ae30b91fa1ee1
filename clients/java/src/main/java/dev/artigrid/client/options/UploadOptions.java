package dev.artigrid.client.options;

import dev.artigrid.client.model.Digests;
import dev.artigrid.client.model.Progress;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Options of uploads. */
public final class UploadOptions extends Options<UploadOptions> {
    /** Everything is left out. */
    public UploadOptions() {
        this(Map.of());
    }

    private UploadOptions(Map<String, Object> said) {
        super(said);
    }

    @Override
    UploadOptions from(Map<String, Object> said) {
        return new UploadOptions(said);
    }

    /**
     * Declares the size of a stream: the server reserves room and refuses early.
     *
     * @param size the size, or null
     * @return another one
     */
    public UploadOptions withSize(long size) {
        return with("size", size);
    }

    /** {@return the size, or null} */
    public Long size() {
        return get("size");
    }

    /**
     * Declares digests that the content must have.
     *
     * @param digests the digests
     * @return another one
     */
    public UploadOptions withDigests(Digests digests) {
        return with("digests", digests);
    }

    /** {@return the digests} */
    public Digests digests() {
        return get("digests", Digests.NONE);
    }

    /**
     * Says whether the upload shall outlast a break; when left out, large content does.
     *
     * @param resumable whether it shall, or null
     * @return another one
     */
    public UploadOptions withResumable(boolean resumable) {
        return with("resumable", resumable);
    }

    /** {@return whether it shall, or null} */
    public Boolean resumable() {
        return get("resumable");
    }

    /**
     * Remembers the upload in a file, so that another process can go on with it by the same call.
     *
     * @param stateFile the file, or null
     * @return another one
     */
    public UploadOptions withStateFile(Path stateFile) {
        return with("stateFile", stateFile);
    }

    /** {@return the file, or null} */
    public Path stateFile() {
        return get("stateFile");
    }

    /**
     * Lets progress be told: before the first byte and after each piece.
     *
     * @param progress whom to tell
     * @return another one
     */
    public UploadOptions withProgress(Consumer<Progress> progress) {
        return with("progress", progress);
    }

    /** {@return whom to tell} */
    public Consumer<Progress> progress() {
        return get("progress");
    }
}
