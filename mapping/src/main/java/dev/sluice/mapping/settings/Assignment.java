package dev.sluice.mapping.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * What is left of one {@code --set path=value} below some node.
 *
 * @param rest of the path: empty at its goal, else {@code key…} or {@code [0]…}
 */
record Assignment(String rest, String value) {

    static List<Assignment> parse(List<String> written, Problems problems) {
        var assignments = new ArrayList<Assignment>();
        for (var one : written) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                var shown = equals == 0 ? "" : one;
                problems.add(new Problem(
                        Place.OVERRIDE, shown, "expected path=value, as in mqtt.port=1884", "BAD-OVERRIDE"));
            } else {
                assignments.add(new Assignment(one.substring(0, equals).strip(), one.substring(equals + 1)));
            }
        }
        return assignments;
    }

    /** The assignment as the value of this key sees it, or null if it is not about this key. */
    Assignment below(String key) {
        if (!rest.startsWith(key)) {
            return null;
        }
        var after = rest.substring(key.length());
        if (after.isEmpty() || after.startsWith("[")) {
            return new Assignment(after, value);
        }
        return after.startsWith(".") ? new Assignment(after.substring(1), value) : null;
    }

    /** The index at which this assignment enters a list, or -1. */
    int index() {
        int end = rest.indexOf(']');
        if (!rest.startsWith("[") || end < 2 || end > 6) {
            return -1;
        }
        var digits = rest.substring(1, end);
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(digits) : -1;
    }

    /** The assignment as the list item at its {@link #index()} sees it. */
    Assignment belowIndex() {
        var after = rest.substring(rest.indexOf(']') + 1);
        return new Assignment(after.startsWith(".") ? after.substring(1) : after, value);
    }
}
