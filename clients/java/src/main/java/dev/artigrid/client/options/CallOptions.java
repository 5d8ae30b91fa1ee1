package dev.artigrid.client.options;

import java.util.Map;

/** Options of calls other than transfers. */
public final class CallOptions extends Options<CallOptions> {
    /** Everything is left out. */
    public CallOptions() {
        this(Map.of());
    }

    private CallOptions(Map<String, Object> said) {
        super(said);
    }

    @Override
    CallOptions from(Map<String, Object> said) {
        return new CallOptions(said);
    }

    /**
     * Sets how many a page has at most; the server's choice when left out.
     *
     * @param pageSize the page size; 0 = the server's choice
     * @return another one
     */
    public CallOptions withPageSize(int pageSize) {
        return with("pageSize", pageSize);
    }

    /** {@return the page size; 0 = the server's choice} */
    public int pageSize() {
        return get("pageSize", 0);
    }
}
