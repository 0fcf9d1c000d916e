package dev.sluice.bridge.authorization;

import dev.sluice.broker.rights.AccessRule;
import dev.sluice.broker.rights.AccessRules;
import dev.sluice.broker.rights.Action;
import dev.sluice.broker.rights.Effect;
import dev.sluice.broker.rights.TopicTemplate;
import dev.sluice.mapping.lint.Advice;
import dev.sluice.mapping.lint.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks over access rules that are right, for what their author will hardly have wanted. */
public final class AccessLint {

    private AccessLint() {}

    public static List<Advice> of(AuthorizationSettings settings) {
        return settings.rules().map(AccessLint::advice).orElseGet(List::of);
    }

    private static List<Advice> advice(AccessRules written) {
        List<Advice> advice = new ArrayList<>();
        var rules = written.rules();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            reached(rule, rules.subList(0, i)).ifPresent(advice::add);
            openness(rule).ifPresent(advice::add);
        }
        if (written.usual() == Effect.ALLOW) {
            advice.add(new Advice(
                    Level.HINT,
                    "ACCESS-OPEN",
                    "",
                    "authorization.default",
                    "allow lets every device do whatever no rule denies, also to topics that nobody thought of. With deny, what"
                            + " is allowed is written out."));
        }
        return advice;
    }

    private static Optional<Advice> reached(AccessRule rule, List<AccessRule> before) {
        return before.stream()
                .filter(earlier -> decidesAlways(earlier, rule))
                .findFirst()
                .map(
                        earlier -> new Advice(
                                Level.ERROR,
                                "ACCESS-SHADOWED",
                                "",
                                rule.source(),
                                "Never decides anything: the rule at " + earlier.source() + " (" + RuleText.of(earlier)
                                        + ") speaks of all its topics before it. Put the narrower rule first, or leave this one out."));
    }

    /** Whether whatever {@code rule} would decide is decided by the earlier one, whoever asks. */
    private static boolean decidesAlways(AccessRule earlier, AccessRule rule) {
        boolean forAll = covers(earlier.users(), rule.users()) && covers(earlier.clients(), rule.clients());
        boolean inAnyCase = earlier.effect() == Effect.DENY
                || rule.effect() == Effect.ALLOW
                || earlier.topics().stream()
                                .allMatch(topic -> topic.placeholders().isEmpty())
                        && !rule.actions().contains(Action.SUBSCRIBE); // a denial is about parts of a filter, too
        return forAll
                && inAnyCase
                && earlier.actions().containsAll(rule.actions())
                && rule.topics().stream()
                        .allMatch(topic -> earlier.topics().stream().anyMatch(each -> each.covers(topic)));
    }

    private static boolean covers(Set<String> earlier, Set<String> names) {
        return earlier.isEmpty() || !names.isEmpty() && earlier.containsAll(names);
    }

    private static Optional<Advice> openness(AccessRule rule) {
        boolean forEverybody = rule.users().isEmpty() && rule.clients().isEmpty();
        if (rule.effect() == Effect.DENY || !forEverybody || !rule.actions().contains(Action.PUBLISH)) {
            return Optional.empty();
        }
        return rule.topics().stream()
                .filter(AccessLint::isOthers)
                .findFirst()
                .map(topic -> new Advice(
                        Level.WARNING,
                        "ACCESS-WIDE",
                        "",
                        rule.source(),
                        topic
                                + " lets every device publish under every other device's name. If a level is the device's own, write"
                                + " {client} or {user} in the place of its wildcard."));
    }

    /** A wildcard with nothing of the device's own beside it. */
    private static boolean isOthers(TopicTemplate topic) {
        var text = topic.toString();
        return topic.placeholders().isEmpty()
                && (text.equals("#") || text.equals("+") || text.startsWith("+/") || text.contains("/+"));
    }
}
