package dev.sluice.broker.rights;

import dev.sluice.broker.access.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What rules say of publishing, as one tree of topic levels for all identities: one walk down finds the first rule that speaks of a topic, and meets no
 * others than those that share levels with it. Immutable once it is made.
 *
 * <p>A placeholder is a branch of its own; what it stands for is looked up in the {@link Bound} of who asks. Where it stands for nothing plain it may be
 * anything, and so may a wildcard at the beginning of a topic with {@code $}: beyond that point only what denies counts ("loose").
 */
final class RuleTree {

    private static final int[] NO_RULES = {};

    private static final class Node {
        private final Map<String, Node> literal = new HashMap<>(2);
        private final List<Branch> placeholders = new ArrayList<>(0);
        private Node any;
        /** Rules whose topic ends here, in their order. */
        private int[] here = NO_RULES;
        /** Rules that speak of this level and everything below it. */
        private int[] below = NO_RULES;
        /** The first rule that is anywhere below. */
        private int first = Integer.MAX_VALUE;
    }

    /** @param place among the values that are bound */
    private record Branch(int place, Node node) {}

    /**
     * The tree's placeholders and rules for one identity.
     *
     * @param values {@link LevelPattern#ANY} for a placeholder without a plain value
     * @param others rules that are for somebody else; null if there are none
     */
    record Bound(String[] values, BitSet others) {

        private boolean has(int rule) {
            return others == null || !others.get(rule);
        }
    }

    private final Node root = new Node();
    private final List<LevelTemplate> placeholders = new ArrayList<>();
    private final List<AccessRule> rules;

    RuleTree(List<AccessRule> rules) {
        this.rules = rules;
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).actions().contains(Action.PUBLISH)) {
                for (var topic : rules.get(i).topics()) {
                    add(i, topic);
                }
            }
        }
    }

    private void add(int rule, TopicTemplate topic) {
        var node = root;
        node.first = Math.min(node.first, rule);
        for (var level : topic.levels()) {
            node = below(node, level);
            node.first = Math.min(node.first, rule);
        }
        if (topic.hasRest()) {
            node.below = with(node.below, rule);
        } else {
            node.here = with(node.here, rule);
        }
    }

    private static int[] with(int[] before, int rule) {
        var more = Arrays.copyOf(before, before.length + 1);
        more[before.length] = rule;
        return more;
    }

    private Node below(Node node, LevelTemplate level) {
        if (level.written() == LevelPattern.ANY) {
            node.any = node.any == null ? new Node() : node.any;
            return node.any;
        }
        if (level.placeholders().isEmpty()) {
            return node.literal.computeIfAbsent(level.written(), written -> new Node());
        }
        int place = place(level);
        for (var branch : node.placeholders) {
            if (branch.place == place) {
                return branch.node;
            }
        }
        node.placeholders.add(new Branch(place, new Node()));
        return node.placeholders.get(node.placeholders.size() - 1).node;
    }

    private int place(LevelTemplate level) {
        for (int i = 0; i < placeholders.size(); i++) {
            if (placeholders.get(i).isSame(level)) {
                return i;
            }
        }
        placeholders.add(level);
        return placeholders.size() - 1;
    }

    Bound of(Identity who) {
        BitSet others = null;
        for (int i = 0; i < rules.size(); i++) {
            if (!rules.get(i).isFor(who)) {
                others = others == null ? new BitSet(rules.size()) : others;
                others.set(i);
            }
        }
        return new Bound(placeholders.stream().map(each -> each.of(who)).toArray(String[]::new), others);
    }

    /** The number of the first rule that speaks of this topic name, or {@link RuleRights#NOBODY}. */
    int first(String topic, Bound who) {
        int found = new Walk(topic, topic.startsWith("$"), who).down(root, 0, false, Integer.MAX_VALUE);
        return found == Integer.MAX_VALUE ? RuleRights.NOBODY : found;
    }

    private final class Walk {
        private final String topic;
        private final boolean reserved;
        private final Bound who;

        private Walk(String topic, boolean reserved, Bound who) {
            this.topic = topic;
            this.reserved = reserved;
            this.who = who;
        }

        /**
         * @param at where the next level begins; beyond the end once every level has been looked at
         * @param before the first rule that is known to speak of the topic
         */
        private int down(Node node, int at, boolean loose, int before) {
            if (node.first >= before) {
                return before;
            }
            boolean looseHere = loose || at == 0 && reserved;
            int best = first(node.below, looseHere, before);
            if (at > topic.length()) {
                return first(node.here, loose, best);
            }
            int slash = topic.indexOf('/', at);
            int end = slash < 0 ? topic.length() : slash;
            var level = topic.substring(at, end);
            var exact = node.literal.get(level);
            if (exact != null) {
                best = down(exact, end + 1, loose, best);
            }
            if (node.any != null) {
                best = down(node.any, end + 1, looseHere, best);
            }
            for (var branch : node.placeholders) {
                var value = who.values[branch.place];
                if (value == LevelPattern.ANY || value.equals(level)) {
                    best = down(branch.node, end + 1, loose || value == LevelPattern.ANY, best);
                }
            }
            return best;
        }

        private int first(int[] among, boolean loose, int before) {
            for (int rule : among) {
                if (rule >= before) {
                    return before;
                }
                if (who.has(rule) && !(loose && rules.get(rule).effect() == Effect.ALLOW)) {
                    return rule;
                }
            }
            return before;
        }
    }
}
