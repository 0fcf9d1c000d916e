package dev.sluice.mapping.rule;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Set;

/** Words of the language that Sluice does not know yet: an error of their own, so that nobody looks for a misprint. */
final class Later {

    private Later() {}

    /** A choice some of whose words are for later. */
    static <E extends Enum<E>> E choice(Node node, String key, E fallback, Set<String> later, Problems problems) {
        var written = node.optionalText(key, problems);
        if (written.isPresent() && later.contains(written.get())) {
            node.notYet(key, key + ": " + written.get(), problems);
            return fallback;
        }
        return node.choice(key, fallback, problems);
    }
}
