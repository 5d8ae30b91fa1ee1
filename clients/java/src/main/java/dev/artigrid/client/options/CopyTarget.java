package dev.artigrid.client.options;

import dev.artigrid.client.model.Scope;

/**
 * Whose a copy shall be.
 *
 * @param scope of the copy; null = the source's scope and owner
 * @param session it shall go into; empty = the source's
 */
public record CopyTarget(Scope scope, String session) {
    /** The source's scope and owner. */
    public static final CopyTarget SAME = new CopyTarget(null, "");

    /**
     * The user's own.
     *
     * @return the target
     */
    public static CopyTarget user() {
        return new CopyTarget(Scope.USER, "");
    }
}
