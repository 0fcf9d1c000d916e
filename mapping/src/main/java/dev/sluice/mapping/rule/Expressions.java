package dev.sluice.mapping.rule;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.util.Optional;
import java.util.function.Function;

/** Reads the expression behind a key, and says where it is when it is wrong. */
final class Expressions {

    private Expressions() {}

    /** @param read throws {@link IllegalArgumentException} for what it cannot read */
    static <T> Optional<T> at(Node node, String key, String code, Problems problems, Function<String, T> read) {
        return node.optionalText(key, problems).flatMap(written -> {
            try {
                return Optional.of(read.apply(written));
            } catch (IllegalArgumentException wrong) {
                node.complain(key, node.shown(key) + ": " + wrong.getMessage(), code, problems);
                return Optional.empty();
            }
        });
    }
}
