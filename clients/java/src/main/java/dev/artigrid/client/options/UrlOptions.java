package dev.artigrid.client.options;

import dev.artigrid.client.model.Digests;
import java.time.Duration;
import java.util.Map;

/** Options of signed URLs and share links. */
public final class UrlOptions extends Options<UrlOptions> {
    /** Everything is left out. */
    public UrlOptions() {
        this(Map.of());
    }

    private UrlOptions(Map<String, Object> said) {
        super(said);
    }

    @Override
    UrlOptions from(Map<String, Object> said) {
        return new UrlOptions(said);
    }

    /**
     * Sets how long a signed URL works: at most 7 days.
     *
     * @param expiresIn how long; an hour when left out
     * @return another one
     */
    public UrlOptions withExpiresIn(Duration expiresIn) {
        return with("expiresIn", expiresIn);
    }

    /** {@return how long; an hour when left out} */
    public Duration expiresIn() {
        return get("expiresIn", MEDIUM);
    }

    /**
     * Lets browsers show the content in place rather than save it.
     *
     * @param inline whether they shall
     * @return another one
     */
    public UrlOptions withInline(boolean inline) {
        return with("inline", inline);
    }

    /** {@return whether they shall} */
    public boolean inline() {
        return get("inline", false);
    }

    /**
     * Sets the file name that a signed URL offers instead of the artifact's.
     *
     * @param offeredAs the file name
     * @return another one
     */
    public UrlOptions withOfferedAs(String offeredAs) {
        return with("offeredAs", offeredAs);
    }

    /** {@return the file name} */
    public String offeredAs() {
        return get("offeredAs", "");
    }

    /**
     * Asks for a URL of the server itself, whose PUT registers without a further call.
     *
     * @param autoRegister whether it shall
     * @return another one
     */
    public UrlOptions withAutoRegister(boolean autoRegister) {
        return with("autoRegister", autoRegister);
    }

    /** {@return whether it shall} */
    public boolean autoRegister() {
        return get("autoRegister", false);
    }

    /**
     * Sets how many downloads a share link allows.
     *
     * @param maxDownloads how many; null = no limit
     * @return another one
     */
    public UrlOptions withMaxDownloads(long maxDownloads) {
        return with("maxDownloads", maxDownloads);
    }

    /** {@return how many; null = no limit} */
    public Long maxDownloads() {
        return get("maxDownloads");
    }

    /**
     * Declares the size of a stream: the server reserves room and refuses early.
     *
     * @param size the size, or null
     * @return another one
     */
    public UrlOptions withSize(long size) {
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
    public UrlOptions withDigests(Digests digests) {
        return with("digests", digests);
    }

    /** {@return the digests} */
    public Digests digests() {
        return get("digests", Digests.NONE);
    }

    /** 15 minutes. */
    public static final Duration SHORT = Duration.ofMinutes(15);
    /** An hour. */
    public static final Duration MEDIUM = Duration.ofHours(1);
    /** A day. */
    public static final Duration LONG = Duration.ofDays(1);
}
