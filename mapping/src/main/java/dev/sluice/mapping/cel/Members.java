package dev.sluice.mapping.cel;

import java.util.HashSet;
import java.util.Set;

/** Which members of a document's outermost object the expressions of a rule read. Grows while the rule loads, never after. */
final class Members {

    private final Set<String> names = new HashSet<>();
    private boolean all;

    /** Somebody reads the document in a way that cannot be told beforehand. */
    void addAll() {
        all = true;
    }

    void add(String name) {
        names.add(name);
    }

    boolean include(String name) {
        return all || names.contains(name);
    }
}
