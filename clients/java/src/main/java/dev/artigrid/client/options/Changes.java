package dev.artigrid.client.options;

import java.time.Duration;
import java.util.Map;

/** What shall change of an artifact, or be other in a copy. What is left out stays; empty text removes. */
public final class Changes extends Fields<Changes> {
    /** Everything is left out. */
    public Changes() {
        this(Map.of());
    }

    private Changes(Map<String, Object> said) {
        super(said);
    }

    @Override
    Changes from(Map<String, Object> said) {
        return new Changes(said);
    }

    /**
     * Sets the file name, directories separated by /.
     *
     * @param filename the file name
     * @return another one
     */
    public Changes withFilename(String filename) {
        return with("filename", filename);
    }

    /** {@return the file name} */
    public String filename() {
        return get("filename");
    }

    /**
     * Sets the MIME type.
     *
     * @param mimeType the MIME type
     * @return another one
     */
    public Changes withMimeType(String mimeType) {
        return with("mimeType", mimeType);
    }

    /** {@return the MIME type} */
    public String mimeType() {
        return get("mimeType");
    }

    /**
     * Sets a short description.
     *
     * @param summary the description
     * @return another one
     */
    public Changes withSummary(String summary) {
        return with("summary", summary);
    }

    /** {@return the description} */
    public String summary() {
        return get("summary");
    }

    /**
     * Sets metadata in place of what is there.
     *
     * @param meta the new metadata
     * @return another one
     */
    public Changes withMeta(Object meta) {
        return with("meta", meta);
    }

    /** {@return the new metadata} */
    public Object meta() {
        return get("meta");
    }

    /**
     * Sets a merge patch (RFC 7396) of the metadata: null removes a key.
     *
     * @param mergeMeta the patch
     * @return another one
     */
    public Changes withMergeMeta(Object mergeMeta) {
        return with("mergeMeta", mergeMeta);
    }

    /** {@return the patch} */
    public Object mergeMeta() {
        return get("mergeMeta");
    }

    /**
     * Lets it live so long from now.
     *
     * @param ttl the lifetime from now
     * @return another one
     */
    public Changes withTtl(Duration ttl) {
        return with("ttl", ttl);
    }

    /** {@return the lifetime from now} */
    public Duration ttl() {
        return get("ttl");
    }

    /**
     * Lets it live so much longer than planned.
     *
     * @param extendBy by how much longer
     * @return another one
     */
    public Changes withExtendBy(Duration extendBy) {
        return with("extendBy", extendBy);
    }

    /** {@return by how much longer} */
    public Duration extendBy() {
        return get("extendBy");
    }

    /**
     * Says that it has no end of its own any more.
     *
     * @param noExpiry whether it has no end of its own
     * @return another one
     */
    public Changes withNoExpiry(boolean noExpiry) {
        return with("noExpiry", noExpiry);
    }

    /** {@return whether it has no end of its own} */
    public boolean noExpiry() {
        return get("noExpiry", false);
    }

    /**
     * Sets new content, at most 1 MiB, in the same step; only for updates.
     *
     * @param data the new content
     * @return another one
     */
    public Changes withData(byte[] data) {
        return with("data", data.clone());
    }

    /** {@return the new content} */
    public byte[] data() {
        return get("data");
    }
}
