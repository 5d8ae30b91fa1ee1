package dev.artigrid.client.options;

import dev.artigrid.client.model.Scope;
import java.util.Map;

/** Which artifacts to list. */
public final class ListQuery extends Fields<ListQuery> {
    /** Everything is left out. */
    public ListQuery() {
        this(Map.of());
    }

    private ListQuery(Map<String, Object> said) {
        super(said);
    }

    @Override
    ListQuery from(Map<String, Object> said) {
        return new ListQuery(said);
    }

    /**
     * Says whose it shall be, or where to look.
     *
     * @param scope the scope; the session's when left out
     * @return another one
     */
    public ListQuery withScope(Scope scope) {
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
    public ListQuery withSession(String session) {
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
    public ListQuery withOwner(String owner) {
        return with("owner", owner);
    }

    /** {@return the user} */
    public String owner() {
        return get("owner", "");
    }

    /**
     * Sets what file names begin with.
     *
     * @param prefix what file names begin with
     * @return another one
     */
    public ListQuery withPrefix(String prefix) {
        return with("prefix", prefix);
    }

    /** {@return what file names begin with} */
    public String prefix() {
        return get("prefix", "");
    }

    /**
     * Sets / for one level only: what has a further one in its name is rolled up into prefixes.
     *
     * @param delimiter the delimiter
     * @return another one
     */
    public ListQuery withDelimiter(String delimiter) {
        return with("delimiter", delimiter);
    }

    /** {@return the delimiter} */
    public String delimiter() {
        return get("delimiter", "");
    }
}
