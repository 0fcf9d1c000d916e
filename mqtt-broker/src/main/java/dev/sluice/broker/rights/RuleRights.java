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

    /** What one rule says to this identity. */
    private record Step(int rule, boolean allows, LevelPattern[] topics) {

        boolean speaksOf(String topic) {
            for (var pattern : topics) {
                if (allows ? pattern.matches(topic) : pattern.touches(topic)) {
                    return true;
                }
            }
            return false;
        }

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

    private final List<AccessRule> rules;
    private final boolean usual;
    private final Step[] publishing;
    private final Step[] subscribing;

    /** Devices publish to few topics. Made on first use; whoever overwrites whom, every entry is right. */
    private Known[] remembered;

    private RuleRights(List<AccessRule> rules, boolean usual, Step[] publishing, Step[] subscribing) {
        this.rules = rules;
        this.usual = usual;
        this.publishing = publishing;
        this.subscribing = subscribing;
    }

    static RuleRights of(AccessRules rules, Identity who) {
        return new RuleRights(
                rules.rules(),
                rules.usual() == Effect.ALLOW,
                steps(rules.rules(), who, Action.PUBLISH),
                steps(rules.rules(), who, Action.SUBSCRIBE));
    }

    private static Step[] steps(List<AccessRule> rules, Identity who, Action action) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            var rule = rules.get(i);
            if (rule.actions().contains(action) && rule.isFor(who)) {
                var topics = rule.topicsFor(who);
                if (!topics.isEmpty()) {
                    steps.add(new Step(i, rule.effect() == Effect.ALLOW, topics.toArray(LevelPattern[]::new)));
                }
            }
        }
        return steps.toArray(Step[]::new);
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
        return rule >= 0 ? rules.get(rule).effect() == Effect.ALLOW : rule == NOBODY && usual;
    }

    /** The number of the rule, {@link #NOBODY} or {@link #NEVER}. */
    int decidedBy(Action action, String topic) {
        return action == Action.PUBLISH ? ofTopic(topic) : ofFilter(topic);
    }

    private int ofTopic(String topic) {
        if (topic.isEmpty() || LevelPattern.hasWildcard(topic)) {
            return NEVER;
        }
        for (var step : publishing) {
            if (step.speaksOf(topic)) {
                return step.rule;
            }
        }
        return NOBODY;
    }

    private int ofFilter(String text) {
        var filter = text.isEmpty() ? null : LevelPattern.ofFilter(text).orElse(null);
        if (filter == null) {
            return NEVER;
        }
        for (var step : subscribing) {
            if (step.speaksOf(filter)) {
                return step.rule;
            }
        }
        return NOBODY;
    }
}
