package dev.sluice.mapping.topic;

import java.util.List;

/** What two patterns have to do with each other, from their levels alone: no topic is tried. */
final class PatternComparison {

    private final List<PatternLevel> one;
    private final List<PatternLevel> other;

    PatternComparison(List<PatternLevel> one, List<PatternLevel> other) {
        this.one = one;
        this.other = other;
    }

    /** Whether every topic of the other is also one of the first. */
    boolean covers() {
        if (isWild(one.get(0)) && isDollar(other.get(0))) {
            return false;
        }
        for (int i = 0; ; i++) {
            if (takesRest(one, i)) {
                return fewest(one) <= fewest(other);
            }
            if (takesRest(other, i)) {
                return fewest(one) <= fewest(other) && endsInRest(one) && areWild(one.subList(i, one.size()));
            }
            if (i == one.size() || i == other.size()) {
                return one.size() == other.size();
            }
            var wanted = one.get(i);
            boolean takes = isWild(wanted)
                    || other.get(i).kind() == PatternLevel.Kind.LITERAL
                            && wanted.text().equals(other.get(i).text());
            if (!takes) {
                return false;
            }
        }
    }

    /** Whether there is a topic that both match. */
    boolean overlap() {
        if (isWild(one.get(0)) && isDollar(other.get(0)) || isWild(other.get(0)) && isDollar(one.get(0))) {
            return false;
        }
        for (int i = 0; ; i++) {
            if (takesRest(one, i) || takesRest(other, i)) {
                return canHave(one, fewest(other)) && canHave(other, fewest(one));
            }
            if (i == one.size() || i == other.size()) {
                return one.size() == other.size();
            }
            boolean both = isWild(one.get(i))
                    || isWild(other.get(i))
                    || one.get(i).text().equals(other.get(i).text());
            if (!both) {
                return false;
            }
        }
    }

    /** Whether the two match the same topics level by level, and differ in the names of captures at most. */
    boolean sameShape() {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            boolean literal = one.get(i).kind() == PatternLevel.Kind.LITERAL;
            if (one.get(i).kind() != other.get(i).kind()
                    || literal && !one.get(i).text().equals(other.get(i).text())) {
                return false;
            }
        }
        return true;
    }

    private static boolean takesRest(List<PatternLevel> levels, int i) {
        return i < levels.size() && isRest(levels.get(i));
    }

    private static boolean endsInRest(List<PatternLevel> levels) {
        return isRest(levels.get(levels.size() - 1));
    }

    private static boolean isRest(PatternLevel level) {
        return level.kind() == PatternLevel.Kind.REST || level.kind() == PatternLevel.Kind.ANY_REST;
    }

    private static boolean areWild(List<PatternLevel> levels) {
        return levels.stream().allMatch(PatternComparison::isWild);
    }

    private static boolean isWild(PatternLevel level) {
        return level.kind() != PatternLevel.Kind.LITERAL;
    }

    private static boolean isDollar(PatternLevel level) {
        return level.kind() == PatternLevel.Kind.LITERAL && level.text().startsWith("$");
    }

    /** The levels of the shortest topic that matches; a topic has one character at least. */
    private static int fewest(List<PatternLevel> levels) {
        boolean anyRest = levels.get(levels.size() - 1).kind() == PatternLevel.Kind.ANY_REST;
        boolean emptyWithoutIt = levels.size() == 1
                || levels.size() == 2
                        && levels.get(0).kind() == PatternLevel.Kind.LITERAL
                        && levels.get(0).text().isEmpty();
        return anyRest && !emptyWithoutIt ? levels.size() - 1 : levels.size();
    }

    /** Whether a topic of that many levels, or of more if need be, can match. */
    private static boolean canHave(List<PatternLevel> levels, int atLeast) {
        return endsInRest(levels) || levels.size() >= atLeast;
    }
}
