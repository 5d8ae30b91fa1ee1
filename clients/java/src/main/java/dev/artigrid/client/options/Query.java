package dev.artigrid.client.options;

import dev.artigrid.client.model.Scope;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Conditions of a search that must all hold. */
public final class Query extends Fields<Query> {
    /** Everything is left out. */
    public Query() {
        this(Map.of());
    }

    private Query(Map<String, Object> said) {
        super(said);
    }

    @Override
    Query from(Map<String, Object> said) {
        return new Query(said);
    }

    /**
     * Says whose it shall be, or where to look.
     *
     * @param scope the scope; the session's when left out
     * @return another one
     */
    public Query withScope(Scope scope) {
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
    public Query withSession(String session) {
        return with("session", session);
    }

    /** {@return the session} */
    public String session() {
        return get("session", "");
    }

    /**
     * Narrows to one user's.
     *
     * @param owner the user
     * @return another one
     */
    public Query withOwner(String owner) {
        return with("owner", owner);
    }

    /** {@return the user} */
    public String owner() {
        return get("owner", "");
    }

    /**
     * Sets what MIME types begin with.
     *
     * @param mimePrefix what MIME types begin with
     * @return another one
     */
    public Query withMimePrefix(String mimePrefix) {
        return with("mimePrefix", mimePrefix);
    }

    /** {@return what MIME types begin with} */
    public String mimePrefix() {
        return get("mimePrefix", "");
    }

    /**
     * Sets what file names begin with.
     *
     * @param filenamePrefix what file names begin with
     * @return another one
     */
    public Query withFilenamePrefix(String filenamePrefix) {
        return with("filenamePrefix", filenamePrefix);
    }

    /** {@return what file names begin with} */
    public String filenamePrefix() {
        return get("filenamePrefix", "");
    }

    /**
     * Sets values that the metadata has at paths such as {@code project.name}; null is a value.
     *
     * @param meta values by path
     * @return another one
     */
    public Query withMeta(Map<String, Object> meta) {
        return with("meta", Collections.unmodifiableMap(new TreeMap<>(meta)));
    }

    /** {@return values by path} */
    public Map<String, Object> meta() {
        return get("meta", Map.of());
    }

    /**
     * Sets an AIP-160 filter.
     *
     * @param filter the filter
     * @return another one
     */
    public Query withFilter(String filter) {
        return with("filter", filter);
    }

    /** {@return the filter} */
    public String filter() {
        return get("filter", "");
    }

    /**
     * Sets words that must occur in file name or summary.
     *
     * @param text the words
     * @return another one
     */
    public Query withText(String text) {
        return with("text", text);
    }

    /** {@return the words} */
    public String text() {
        return get("text", "");
    }
}
