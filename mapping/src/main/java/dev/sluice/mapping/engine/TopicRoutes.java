package dev.sluice.mapping.engine;

import dev.sluice.mapping.topic.TopicTree;
import java.util.List;

/**
 * Finds the route of a topic, in most cases without a search: devices publish to the same few topics again and again.
 *
 * <p>Remembers one route per slot, the last one that hashed to it, so that neither many topics nor invented ones make it grow. Event loops share
 * the slots without locks; when two write at once, one of them searches again next time.
 */
final class TopicRoutes {

    /** Times some 600 bytes: 40 MB when all are taken, which needs as many topics. */
    private static final int SLOTS = 1 << 16;
    /** Longer topics, in characters, are searched for each time, or a few clients could fill memory with them. */
    private static final int LONGEST_KEPT = 256;

    private final TopicTree<CompiledMapping> tree;
    private final CompiledMapping otherwise;
    private final TopicRoute[] slots = new TopicRoute[SLOTS];

    /** @param otherwise for topics that no rule takes; may be null */
    TopicRoutes(TopicTree<CompiledMapping> tree, CompiledMapping otherwise) {
        this.tree = tree;
        this.otherwise = otherwise;
    }

    TopicRoute of(String topic) {
        int hash = topic.hashCode();
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        var kept = slots[slot];
        if (kept != null && kept.topic.equals(topic)) {
            return kept;
        }
        var route = search(topic);
        if (topic.length() <= LONGEST_KEPT) {
            slots[slot] = route;
        }
        return route;
    }

    private TopicRoute search(String topic) {
        return tree.first(topic)
                .map(match -> new TopicRoute(topic, match.value(), match.captures()))
                .orElseGet(() -> new TopicRoute(topic, otherwise, List.of()));
    }
}
