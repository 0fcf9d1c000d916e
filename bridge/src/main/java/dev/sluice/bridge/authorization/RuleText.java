package dev.sluice.bridge.authorization;

import dev.sluice.broker.rights.AccessRule;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A rule as people write it, in one line. */
final class RuleText {

    private RuleText() {}

    static String of(AccessRule rule) {
        return word(rule.effect())
                + " "
                + rule.actions().stream().sorted().map(RuleText::word).collect(Collectors.joining(", "))
                + ": "
                + rule.topics().stream().map(Object::toString).collect(Collectors.joining(", "))
                + (rule.users().isEmpty() ? "" : " (users " + String.join(", ", new TreeSet<>(rule.users())) + ")")
                + (rule.clients().isEmpty()
                        ? ""
                        : " (clients " + String.join(", ", new TreeSet<>(rule.clients())) + ")");
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
