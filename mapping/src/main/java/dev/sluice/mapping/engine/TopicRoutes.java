package dev.sluice.mapping.engine;

import dev.sluice.mapping.rule.Match;
import dev.sluice.mapping.schema.SchemaIds;
import dev.sluice.mapping.topic.TopicTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds who may take messages of a topic, in most cases without a search: devices publish to the same few topics again and again.
 *
 * <p>Remembers one answer per slot, the last one that hashed to it, so that neither many topics nor invented ones make it grow. Event loops share
 * the slots without locks; when two write at once, one of them searches again next time.
 */
final class TopicRoutes {

    /** Times some 600 bytes a rule: 40 MB when all are taken by one rule each, which needs as many topics, and at most four times that. */
    private static final int SLOTS = 1 << 16;
    /** Longer topics, in characters, are searched for each time, or a few clients could fill memory with them. */
    private static final int LONGEST_KEPT = 256;
    /** More rules than these are searched for each time, likewise. */
    private static final int MOST_KEPT = 4;

    private final TopicTree<CompiledMapping> tree;
    private final Match match;
    private final CompiledMapping otherwise;
    private final SchemaIds ids;
    private final boolean unconditional;
    private final Candidates[] slots = new Candidates[SLOTS];

    /** @param otherwise for topics that no rule takes; may be null */
    TopicRoutes(List<CompiledMapping> mappings, Match match, CompiledMapping otherwise, SchemaIds ids) {
        this.tree = new TopicTree<>(mappings.stream()
                .map(mapping -> new TopicTree.Entry<>(mapping.definition().from(), mapping))
                .toList());
        this.match = match;
        this.otherwise = otherwise;
        this.ids = ids;
        this.unconditional = mappings.stream()
                .allMatch(mapping -> mapping.definition().condition().isEmpty());
    }

    Candidates of(String topic) {
        int hash = topic.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        var kept = slots[slot];
        if (kept != null && kept.topic.equals(topic)) {
            return kept;
        }
        var found = new Candidates(topic, search(topic));
        if (topic.length() <= LONGEST_KEPT && found.routes.length <= MOST_KEPT) {
            slots[slot] = found;
        }
        return found;
    }

    private List<TopicRoute> search(String topic) {
        var routes = new ArrayList<TopicRoute>(1);
        if (match == Match.FIRST && unconditional) {
            tree.first(topic).ifPresent(first -> routes.add(route(topic, first)));
        } else {
            for (var each : tree.all(topic)) {
                routes.add(route(topic, each));
                if (match == Match.FIRST
                        && each.value().definition().condition().isEmpty()) {
                    break; // nothing gets past it
                }
            }
        }
        if (routes.isEmpty() && otherwise != null) {
            routes.add(new TopicRoute(topic, otherwise, List.of(), ids));
        }
        return List.copyOf(routes);
    }

    private TopicRoute route(String topic, TopicTree.Match<CompiledMapping> found) {
        return new TopicRoute(topic, found.value(), found.captures(), ids);
    }
}
