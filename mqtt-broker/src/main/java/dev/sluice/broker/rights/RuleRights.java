package dev.sluice.broker.rights;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.access.Rights;
import java.util.ArrayList;
import java.util.List;

/** The rules as they are for one identity. */
final class RuleRights implements Rights {

    /** No rule decides. */
    static final int NOBODY = -1;
    /** What is no topic is denied, whatever is written. */
    static final int NEVER = -2;

    private static final int REMEMBERED = 8;

    /** What one rule says to this identity of subscribing. */
    private record Step(int rule, boolean allows, LevelPattern[] topics) {

        boolean speaksOf(LevelPattern filter) {
            for (var pattern : topics) {
                if (allows ? pattern.contains(filter) : pattern.overlaps(filter)) {
                    return true;
                }
            }
            return false;
        }
    }

    private record Known(String topic, boolean allowed) {}

    private final AccessRules rules;
    private final Identity who;
    private final RuleTree.Bound bound;

    /** Devices publish to few topics. Made on first use; whoever overwrites whom, every entry is right. */
    private Known[] remembered;

    /** Made on first use, as most devices subscribe to nothing; whoever makes it makes the same. */
    private volatile Step[] subscribing;

    RuleRights(AccessRules rules, Identity who) {
        this.rules = rules;
        this.who = who;
        this.bound = rules.tree().of(who);
    }

    private Step[] subscribing() {
        var known = subscribing;
        if (known != null) {
            return known;
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < rules.rules().size(); i++) {
            var rule = rules.rules().get(i);
            if (rule.actions().contains(Action.SUBSCRIBE) && rule.isFor(who)) {
                var topics = rule.topicsFor(who);
                if (!topics.isEmpty()) {
                    steps.add(new Step(i, rule.effect() == Effect.ALLOW, topics.toArray(LevelPattern[]::new)));
                }
            }
        }
        var made = steps.toArray(Step[]::new);
        subscribing = made;
        return made;
    }

    @Override
    public boolean mayPublish(String topic) {
        var known = remembered;
        if (known == null) {
            known = new Known[REMEMBERED];
            remembered = known;
        }
        int place = topic.hashCode() & REMEMBERED - 1;
        var entry = known[place];
        if (entry != null && entry.topic.equals(topic)) {
            return entry.allowed;
        }
        boolean allowed = allows(decidedBy(Action.PUBLISH, topic));
        known[place] = new Known(topic, allowed);
        return allowed;
    }

    @Override
    public boolean maySubscribe(String filter) {
        return allows(decidedBy(Action.SUBSCRIBE, filter));
    }

    private boolean allows(int rule) {
        return rule >= 0
                ? rules.rules().get(rule).effect() == Effect.ALLOW
                : rule == NOBODY && rules.usual() == Effect.ALLOW;
    }

    /** The number of the rule, {@link #NOBODY} or {@link #NEVER}. */
    int decidedBy(Action action, String topic) {
        return action == Action.PUBLISH ? ofTopic(topic) : ofFilter(topic);
    }

    private int ofTopic(String topic) {
        if (topic.isEmpty() || LevelPattern.hasWildcard(topic)) {
            return NEVER;
        }
        return rules.tree().first(topic, bound);
    }

    private int ofFilter(String text) {
        var filter = text.isEmpty() ? null : LevelPattern.ofFilter(text).orElse(null);
        if (filter == null) {
            return NEVER;
        }
        for (var step : subscribing()) {
            if (step.speaksOf(filter)) {
                return step.rule;
            }
        }
        return NOBODY;
    }
}
