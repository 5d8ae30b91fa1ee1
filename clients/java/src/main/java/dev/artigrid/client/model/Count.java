package dev.artigrid.client.model;

import java.util.List;

/**
 * How many match.
 *
 * @param count how many
 * @param bytes of their content
 * @param groups the largest groups of each facet asked for
 */
public record Count(long count, long bytes, List<Group> groups) {
    /** What is grouped by. */
    public enum Facet {
        /** The MIME type. */
        MIME_TYPE,
        /** The owning session or user. */
        OWNER,
        /** The store that holds the content. */
        STORE,
        /** Size classes by powers of ten. */
        SIZE_CLASS
    }

    /**
     * One group.
     *
     * @param facet which
     * @param value that the members share
     * @param count how many
     * @param bytes of their content
     */
    public record Group(Facet facet, String value, long count, long bytes) {}
}
