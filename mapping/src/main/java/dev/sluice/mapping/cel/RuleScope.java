package dev.sluice.mapping.cel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the expressions of one rule share: the places of its captures, and what they read of the documents. */
final class RuleScope {

    final List<String> captures;
    final Members payload = new Members();
    final Members each = new Members();
    private final Map<String, Integer> places = new HashMap<>();

    RuleScope(List<String> captures) {
        this.captures = List.copyOf(captures);
        for (int i = 0; i < captures.size(); i++) {
            places.put(captures.get(i), i);
        }
    }

    /** Where the capture of this name is, or -1. */
    int place(String capture) {
        var place = places.get(capture);
        return place == null ? -1 : place;
    }
}
