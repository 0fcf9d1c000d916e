package dev.sluice.broker.moquette;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One thing for each topic name: the mirror of {@link TopicTree}, as here filters are asked for topics. Asking costs what is found, and what {@code +} must look
 * into on the way. Read by any thread; changed by one at a time.
 */
final class RetainedTree<T> {

    private static final class Node<T> {
        /** Null for most: they are leaves. */
        private volatile ConcurrentHashMap<String, Node<T>> children;

        private volatile T kept;

        private Node<T> child(String level) {
            var below = children;
            return below == null ? null : below.get(level);
        }

        private boolean isEmpty() {
            return kept == null && (children == null || children.isEmpty());
        }
    }

    private final Node<T> root = new Node<>();

    private static String[] levels(String topic) {
        return topic.split("/", -1);
    }

    /** Null if there is none. */
    T get(String topic) {
        var node = root;
        for (var level : levels(topic)) {
            node = node.child(level);
            if (node == null) {
                return null;
            }
        }
        return node.kept;
    }

    /** Replaces what the topic has. */
    void put(String topic, T value) {
        var node = root;
        for (var level : levels(topic)) {
            if (node.children == null) {
                node.children = new ConcurrentHashMap<>(2);
            }
            node = node.children.computeIfAbsent(level, name -> new Node<>());
        }
        node.kept = value;
    }

    void remove(String topic) {
        var levels = levels(topic);
        var path = new ArrayList<Node<T>>(levels.length + 1);
        path.add(root);
        for (var level : levels) {
            var next = path.get(path.size() - 1).child(level);
            if (next == null) {
                return;
            }
            path.add(next);
        }
        path.get(levels.length).kept = null;
        for (int i = levels.length; i > 0 && path.get(i).isEmpty(); i--) {
            path.get(i - 1).children.remove(levels[i - 1]);
        }
    }

    /** Each one whose topic the filter matches (MQTT 5.0 §4.7): topics that begin with {@code $} only if that does, too. */
    void forEachMatch(String filter, Consumer<T> visitor) {
        match(root, levels(filter), 0, visitor);
    }

    private void match(Node<T> node, String[] filter, int depth, Consumer<T> visitor) {
        if (depth == filter.length) {
            visit(node, visitor);
            return;
        }
        switch (filter[depth]) {
            case "#" -> everything(node, depth == 0, visitor);
            case "+" -> {
                var children = node.children;
                if (children != null) {
                    children.forEach((level, child) -> {
                        if (depth > 0 || !level.startsWith("$")) {
                            match(child, filter, depth + 1, visitor);
                        }
                    });
                }
            }
            default -> {
                var child = node.child(filter[depth]);
                if (child != null) {
                    match(child, filter, depth + 1, visitor);
                }
            }
        }
    }

    private void everything(Node<T> node, boolean isRoot, Consumer<T> visitor) {
        visit(node, visitor);
        var children = node.children;
        if (children != null) {
            children.forEach((level, child) -> {
                if (!isRoot || !level.startsWith("$")) {
                    everything(child, false, visitor);
                }
            });
        }
    }

    private void visit(Node<T> node, Consumer<T> visitor) {
        var kept = node.kept;
        if (kept != null) {
            visitor.accept(kept);
        }
    }

    /** Each one, of every topic. */
    void forEach(Consumer<T> visitor) {
        everything(root, false, visitor);
    }
}
