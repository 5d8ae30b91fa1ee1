package dev.artigrid.client.options;

import java.util.HashMap;
import java.util.Map;

/** What is said of a thing, by name; what is not said is not there. A change makes another one. */
abstract class Fields<S extends Fields<S>> {
    private final Map<String, Object> said;

    Fields(Map<String, Object> said) {
        this.said = said;
    }

    abstract S from(Map<String, Object> said);

    /** This and one thing more, or without it, when the value is null. */
    final S with(String name, Object value) {
        Map<String, Object> more = new HashMap<>(said);
        if (value == null) {
            more.remove(name);
        } else {
            more.put(name, value);
        }
        return from(Map.copyOf(more));
    }

    /** What was said under a name, or null. The names are private to each class, and so are their types. */
    @SuppressWarnings("unchecked")
    final <T> T get(String name) {
        return (T) said.get(name);
    }

    final <T> T get(String name, T otherwise) {
        T value = get(name);
        return value == null ? otherwise : value;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((Fields<?>) other).said.equals(said);
    }

    @Override
    public final int hashCode() {
        return said.hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + said;
    }
}
