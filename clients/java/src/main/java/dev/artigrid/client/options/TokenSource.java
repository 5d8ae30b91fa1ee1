package dev.artigrid.client.options;

/** Gets tokens. It is asked before each call, by any thread, so it should keep the token while it is good. */
@FunctionalInterface
public interface TokenSource {
    /**
     * A JWT or API key.
     *
     * @param refused the token that the server refused, when one was; then another one is wanted. Else null
     * @return the token
     * @throws Exception when there is none; the call fails with it
     */
    String token(String refused) throws Exception;
}
