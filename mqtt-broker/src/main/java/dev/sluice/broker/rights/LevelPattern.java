package dev.sluice.broker.rights;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A topic filter (MQTT 5.0 §4.7) taken apart, with the questions that rules ask of it. Topics that begin with {@code $} are out of reach of a
 * wildcard at the beginning (§4.7.2), save where it denies.
 */
final class LevelPattern {

    /** Stands for {@code +}. */
    static final String ANY = null;

    private final String[] levels;
    /** Whether a {@code #} comes after the levels: it covers the level above it, too. */
    private final boolean rest;

    /** @param levels {@link #ANY} for one that may be anything */
    LevelPattern(List<String> levels, boolean rest) {
        this.levels = levels.toArray(String[]::new);
        this.rest = rest;
    }

    /** Empty where wildcards are not levels of their own, or {@code #} is not the last. */
    static Optional<LevelPattern> ofFilter(String filter) {
        List<String> levels = new ArrayList<>();
        boolean rest = false;
        for (var level : filter.split("/", -1)) {
            if (rest) {
                return Optional.empty();
            } else if (level.equals("#")) {
                rest = true;
            } else if (level.equals("+")) {
                levels.add(ANY);
            } else if (hasWildcard(level)) {
                return Optional.empty();
            } else {
                levels.add(level);
            }
        }
        return Optional.of(new LevelPattern(levels, rest));
    }

    static boolean hasWildcard(String text) {
        return text.indexOf('+') >= 0 || text.indexOf('#') >= 0;
    }

    /** Whether every topic that the filter matches is covered. */
    boolean contains(LevelPattern filter) {
        if (beginsWithWildcard() && filter.isReserved()) {
            return false;
        }
        for (int i = 0; i < levels.length; i++) {
            if (i >= filter.levels.length || levels[i] != ANY && !levels[i].equals(filter.levels[i])) {
                return false;
            }
        }
        return rest || !filter.rest && filter.levels.length == levels.length;
    }

    /** Whether the filter matches anything that this one, which denies, covers. */
    boolean overlaps(LevelPattern filter) {
        if (filter.beginsWithWildcard() && isReserved()) {
            return false;
        }
        int common = Math.min(levels.length, filter.levels.length);
        for (int i = 0; i < common; i++) {
            var mine = levels[i];
            var other = filter.levels[i];
            if (mine != ANY && other != ANY && !mine.equals(other)) {
                return false;
            }
        }
        return levels.length == filter.levels.length || (levels.length < filter.levels.length ? rest : filter.rest);
    }

    private boolean beginsWithWildcard() {
        return levels.length == 0 || levels[0] == ANY;
    }

    private boolean isReserved() {
        return levels.length > 0 && levels[0] != ANY && levels[0].startsWith("$");
    }

    @Override
    public String toString() {
        var all = new ArrayList<String>();
        for (var level : levels) {
            all.add(level == ANY ? "+" : level);
        }
        if (rest) {
            all.add("#");
        }
        return String.join("/", all);
    }
}
