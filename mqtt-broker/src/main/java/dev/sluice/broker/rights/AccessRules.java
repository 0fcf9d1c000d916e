package dev.sluice.broker.rights;

import dev.sluice.broker.access.AccessPolicy;
import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Rights;
import dev.sluice.broker.rights.Decision.Passed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rules in their order: the first one that speaks of a topic decides.
 *
 * <p>A topic filter is many topics at once. A {@code deny} rule speaks of it when they have any topic in common, an {@code allow} rule when
 * it covers all of them: so a filter is allowed only if each topic that it can match is.
 */
public final class AccessRules implements AccessPolicy {

    private final Effect usual;
    private final List<AccessRule> rules;
    private final RuleTree tree;

    /** @param usual what holds where no rule speaks of it */
    public AccessRules(Effect usual, List<AccessRule> rules) {
        this.usual = usual;
        this.rules = List.copyOf(rules);
        this.tree = new RuleTree(this.rules);
    }

    public Effect usual() {
        return usual;
    }

    public List<AccessRule> rules() {
        return rules;
    }

    RuleTree tree() {
        return tree;
    }

    @Override
    public Rights of(Identity who) {
        return new RuleRights(this, who);
    }

    /**
     * Why a device may do something, or not.
     *
     * @param topic a topic name or, for {@link Action#SUBSCRIBE}, a topic filter without {@code $share/<name>/}
     */
    public Decision decide(Identity who, Action action, String topic) {
        int rule = new RuleRights(this, who).decidedBy(action, topic);
        boolean isKnown = rule >= 0 && rule < rules.size();
        List<Passed> passed = new ArrayList<>();
        rules.subList(0, isKnown ? rule : rules.size())
                .forEach(each -> passed.add(new Passed(each, why(each, who, action, topic))));
        return new Decision(
                rule != RuleRights.NEVER && (isKnown ? rules.get(rule).effect() : usual) == Effect.ALLOW,
                isKnown ? Optional.of(rules.get(rule)) : Optional.empty(),
                passed);
    }

    private static String why(AccessRule rule, Identity who, Action action, String topic) {
        if (!rule.actions().contains(action)) {
            return "does not speak of " + (action == Action.PUBLISH ? "publishing" : "subscribing");
        }
        if (!rule.isFor(who)) {
            return "is not for this device";
        }
        if (rule.topicsFor(who).isEmpty()) {
            return "its placeholders have no plain value here: "
                    + rule.topics().stream()
                            .flatMap(each -> each.withoutValue(who).stream())
                            .distinct()
                            .collect(Collectors.joining(", "));
        }
        boolean partly = action == Action.SUBSCRIBE
                && LevelPattern.ofFilter(topic)
                        .filter(filter -> rule.topicsFor(who).stream().anyMatch(each -> each.overlaps(filter)))
                        .isPresent();
        return partly ? "covers a part of the filter only" : "is about other topics";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccessRules written && written.usual == usual && written.rules.equals(rules);
    }

    @Override
    public int hashCode() {
        return Objects.hash(usual, rules);
    }

    @Override
    public String toString() {
        return "AccessRules[usual=" + usual + ", rules=" + rules + "]";
    }
}
