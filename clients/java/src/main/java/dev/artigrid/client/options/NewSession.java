package dev.artigrid.client.options;

import java.time.Duration;
import java.util.Map;

/** What a new session shall be; its user is the client's. */
public final class NewSession extends Fields<NewSession> {
    /** Everything is left out. */
    public NewSession() {
        this(Map.of());
    }

    private NewSession(Map<String, Object> said) {
        super(said);
    }

    @Override
    NewSession from(Map<String, Object> said) {
        return new NewSession(said);
    }

    /**
     * Sets the id wanted; the server makes one when left out.
     *
     * @param id the id wanted
     * @return another one
     */
    public NewSession withId(String id) {
        return with("id", id);
    }

    /** {@return the id wanted} */
    public String id() {
        return get("id", "");
    }

    /**
     * Sets the metadata: a map, or anything that Gson makes a JSON object of.
     *
     * @param meta the metadata
     * @return another one
     */
    public NewSession withMeta(Object meta) {
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
    public NewSession withTtl(Duration ttl) {
        return with("ttl", ttl);
    }

    /** {@return the lifetime} */
    public Duration ttl() {
        return get("ttl");
    }
}
