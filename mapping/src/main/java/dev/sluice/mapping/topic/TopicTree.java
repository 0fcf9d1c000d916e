package dev.sluice.mapping.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds what belongs to a topic: of all patterns that match it, the one that was given first.
 *
 * <p>The patterns share their beginnings in a tree of levels. A search follows at most two branches per level (the literal one and the
 * wildcard), and leaves out those that can only hold later patterns than the one already found: it depends on the number of levels, not on
 * the number of patterns. Immutable once built; any number of threads may search.
 */
public final class TopicTree<T> {

    /** What was found. {@code captures} are in the order of {@link TopicPattern#captureNames()}. */
    public record Match<T>(T value, TopicPattern pattern, List<String> captures) {}

    /** A pattern and what belongs to it. */
    public record Entry<T>(TopicPattern pattern, T value) {
        public Entry {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(value, "value");
        }
    }

    private static final int NONE = Integer.MAX_VALUE;

    private final List<Entry<T>> entries;
    private final Branch root = new Branch();

    /** @param entries in the order in which they win */
    public TopicTree(List<Entry<T>> entries) {
        this.entries = List.copyOf(entries);
        for (int order = 0; order < entries.size(); order++) {
            add(entries.get(order).pattern(), order);
        }
    }

    private void add(TopicPattern pattern, int order) {
        var branch = root;
        branch.least = Math.min(branch.least, order);
        for (var level : pattern.levels()) {
            switch (level.kind()) {
                case LITERAL -> branch = branch.literals.computeIfAbsent(level.text(), text -> new Branch());
                case ONE -> branch = branch.one == null ? branch.one = new Branch() : branch.one;
                case REST -> {
                    branch.takesRest(order);
                    return;
                }
                case ANY_REST -> {
                    branch.takesRest(order);
                    branch.endsHere(order);
                    return;
                }
            }
            branch.least = Math.min(branch.least, order);
        }
        branch.endsHere(order);
    }

    /** The first pattern that matches this topic name. */
    public Optional<Match<T>> first(String topic) {
        var levels = TopicLevels.of(topic);
        int order = topic.startsWith("$") ? dollar(levels) : search(root, levels, 0, NONE);
        if (order == NONE) {
            return Optional.empty();
        }
        var entry = entries.get(order);
        return Optional.of(new Match<>(
                entry.value(), entry.pattern(), List.of(entry.pattern().capture(levels))));
    }

    /** All patterns that match this topic name, in the order in which they were given. */
    public List<Match<T>> all(String topic) {
        var levels = TopicLevels.of(topic);
        var found = new ArrayList<Integer>();
        if (topic.startsWith("$")) {
            var branch = root.literals.get(levels[0]);
            if (branch != null) {
                collect(branch, levels, 1, found);
            }
        } else {
            collect(root, levels, 0, found);
        }
        if (found.size() > 1) {
            found.sort(null);
        }
        var matches = new ArrayList<Match<T>>(found.size());
        for (int order : found) {
            var entry = entries.get(order);
            matches.add(new Match<>(
                    entry.value(), entry.pattern(), List.of(entry.pattern().capture(levels))));
        }
        return matches;
    }

    /** No pattern is met twice: each stands at one place, and the search comes to no place twice. */
    private static void collect(Branch branch, String[] levels, int depth, List<Integer> found) {
        if (depth == levels.length) {
            found.addAll(branch.ends);
            return;
        }
        found.addAll(branch.rests);
        var literal = branch.literals.get(levels[depth]);
        if (literal != null) {
            collect(literal, levels, depth + 1, found);
        }
        if (branch.one != null) {
            collect(branch.one, levels, depth + 1, found);
        }
    }

    /** A topic that begins with {@code $} is matched only by patterns that spell out its first level (MQTT 5.0 §4.7.2). */
    private int dollar(String[] levels) {
        var branch = root.literals.get(levels[0]);
        return branch == null ? NONE : search(branch, levels, 1, NONE);
    }

    /** @param best the least order found so far: only a lesser one is of interest */
    private static int search(Branch branch, String[] levels, int depth, int best) {
        if (branch.least >= best) {
            return best;
        }
        if (depth == levels.length) {
            return Math.min(best, branch.end);
        }
        best = Math.min(best, branch.rest);
        var literal = branch.literals.get(levels[depth]);
        if (literal != null) {
            best = search(literal, levels, depth + 1, best);
        }
        return branch.one == null ? best : search(branch.one, levels, depth + 1, best);
    }

    /** Orders of patterns, {@link #NONE} where there is none. */
    private static final class Branch {
        private final Map<String, Branch> literals = new HashMap<>();
        private Branch one;
        /** Of the first pattern that ends exactly here, counting {@code #} which also takes no level. */
        private int end = NONE;
        /** Of the first pattern that takes everything below. */
        private int rest = NONE;
        /** Of the first pattern anywhere in this branch. */
        private int least = NONE;
        /** All that end here, and all that take everything below, in order. */
        private final List<Integer> ends = new ArrayList<>(0);

        private final List<Integer> rests = new ArrayList<>(0);

        void endsHere(int order) {
            end = Math.min(end, order);
            ends.add(order);
        }

        void takesRest(int order) {
            rest = Math.min(rest, order);
            rests.add(order);
        }
    }
}
