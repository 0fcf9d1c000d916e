package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import java.util.List;

/** Checks topic filters before Moquette sees them: some malformed ones would break or mislead it (MQTT 5.0 §4.7, §4.8). */
final class TopicFilters {

    private static final String SHARE = "$share/";

    private TopicFilters() {}

    static boolean isShared(String filter) {
        return filter.startsWith(SHARE);
    }

    static void check(List<String> filters) throws Violation {
        if (filters.isEmpty()) {
            throw new Violation(CloseReason.PROTOCOL_ERROR, "no topic filter in the packet");
        }
        for (var filter : filters) {
            check(filter);
        }
    }

    private static void check(String filter) throws Violation {
        var plain = filter;
        if (filter.equals("$share") || filter.startsWith(SHARE)) {
            int end = filter.indexOf('/', SHARE.length());
            if (end <= SHARE.length()) {
                throw new Violation(CloseReason.PROTOCOL_ERROR, "shared subscription without name or filter");
            }
            var name = filter.substring(SHARE.length(), end);
            if (name.contains("+") || name.contains("#")) {
                throw new Violation(CloseReason.PROTOCOL_ERROR, "wildcard in the name of a shared subscription");
            }
            plain = filter.substring(end + 1);
            if (plain.startsWith("$share")) { // Moquette takes the name for one that it cannot have
                throw new Violation(CloseReason.PROTOCOL_ERROR, "shared subscription of a shared subscription");
            }
        }
        if (plain.isEmpty()) {
            throw new Violation(CloseReason.TOPIC_FILTER_INVALID, "empty topic filter");
        }
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean alone =
                    (i == 0 || plain.charAt(i - 1) == '/') && (i == plain.length() - 1 || plain.charAt(i + 1) == '/');
            if (c == '#' && (!alone || i != plain.length() - 1) || c == '+' && !alone) {
                throw new Violation(CloseReason.TOPIC_FILTER_INVALID, "misplaced wildcard in a topic filter");
            }
        }
    }
}
