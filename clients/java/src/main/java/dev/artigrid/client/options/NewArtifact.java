package dev.artigrid.client.options;

import dev.artigrid.client.model.Scope;
import java.time.Duration;
import java.util.Map;

/** What a new artifact shall be. */
public final class NewArtifact extends Fields<NewArtifact> {
    /** Everything is left out. */
    public NewArtifact() {
        this(Map.of());
    }

    private NewArtifact(Map<String, Object> said) {
        super(said);
    }

    @Override
    NewArtifact from(Map<String, Object> said) {
        return new NewArtifact(said);
    }

    /**
     * Says whose it shall be, or where to look.
     *
     * @param scope the scope; the session's when left out
     * @return another one
     */
    public NewArtifact withScope(Scope scope) {
        return with("scope", scope);
    }

    /** {@return the scope; the session's when left out} */
    public Scope scope() {
        return get("scope", Scope.SESSION);
    }

    /**
     * Names one session, rather than the client's own.
     *
     * @param session the session
     * @return another one
     */
    public NewArtifact withSession(String session) {
        return with("session", session);
    }

    /** {@return the session} */
    public String session() {
        return get("session", "");
    }

    /**
     * Sets the file name, directories separated by /.
     *
     * @param filename the file name
     * @return another one
     */
    public NewArtifact withFilename(String filename) {
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
    public NewArtifact withMimeType(String mimeType) {
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
    public NewArtifact withSummary(String summary) {
        return with("summary", summary);
    }

    /** {@return the description} */
    public String summary() {
        return get("summary");
    }

    /**
     * Sets the metadata: a map, or anything that Gson makes a JSON object of.
     *
     * @param meta the metadata
     * @return another one
     */
    public NewArtifact withMeta(Object meta) {
        return with("meta", meta);
    }

    /** {@return the metadata} */
    public Object meta() {
        return get("meta");
    }

    /**
     * Sets how long it shall live; the server's default when left out.
     *
     * @param ttl the lifetime
     * @return another one
     */
    public NewArtifact withTtl(Duration ttl) {
        return with("ttl", ttl);
    }

    /** {@return the lifetime} */
    public Duration ttl() {
        return get("ttl");
    }

    /**
     * Says that it has no end of its own.
     *
     * @param noExpiry whether it has no end of its own
     * @return another one
     */
    public NewArtifact withNoExpiry(boolean noExpiry) {
        return with("noExpiry", noExpiry);
    }

    /** {@return whether it has no end of its own} */
    public boolean noExpiry() {
        return get("noExpiry", false);
    }
}
