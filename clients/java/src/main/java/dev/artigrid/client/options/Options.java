package dev.artigrid.client.options;

import dev.artigrid.client.Cancellation;
import java.time.Duration;
import java.util.Map;

/**
 * What a call takes beyond its main arguments. What a call has no use for is not looked at.
 *
 * @param <S> the kind of options itself
 */
public abstract class Options<S extends Options<S>> extends Fields<S> {
    Options(Map<String, Object> said) {
        super(said);
    }

    /**
     * Sets how long the call may take, each try by itself, instead of the client's.
     *
     * @param timeout the longest time, or null
     * @return another one
     */
    public S withTimeout(Duration timeout) {
        return with("timeout", timeout);
    }

    /** {@return the longest time, or null} */
    public Duration timeout() {
        return get("timeout");
    }

    /**
     * Sets a UUID that makes a change repeatable: within 24 h the same id gives the same answer.
     *
     * @param requestId the request id
     * @return another one
     */
    public S withRequestId(String requestId) {
        return with("requestId", requestId);
    }

    /** {@return the request id} */
    public String requestId() {
        return get("requestId", "");
    }

    /**
     * Lets it happen only while the thing has this etag.
     *
     * @param etag the etag
     * @return another one
     */
    public S withEtag(String etag) {
        return with("etag", etag);
    }

    /** {@return the etag} */
    public String etag() {
        return get("etag", "");
    }

    /**
     * Names a version rather than the current one.
     *
     * @param version the version; 0 = the current one
     * @return another one
     */
    public S withVersion(long version) {
        return with("version", version);
    }

    /** {@return the version; 0 = the current one} */
    public long version() {
        return get("version", 0L);
    }

    /**
     * Lets another thread stop the call.
     *
     * @param cancellation what stops it
     * @return another one
     */
    public S withCancellation(Cancellation cancellation) {
        return with("cancellation", cancellation);
    }

    /** {@return what stops it} */
    public Cancellation cancellation() {
        return get("cancellation", Cancellation.NEVER);
    }
}
