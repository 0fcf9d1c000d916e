package dev.sluice.bridge.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the patterns behind many topics. A level that has too many different texts, or texts that look like ids, becomes a capture; what is
 * below is merged. So the trie stays as small as the number of patterns, however many devices there are.
 */
final class TopicTrie {

    /** More different texts at one place are values, not names. */
    private static final int MOST_NAMES = 24;
    /** So many alike at the end of topics are values even without a plural in front. */
    private static final int MANY = 4;
    /** Deeper levels are taken together as the rest. */
    private static final int DEEPEST = 12;
    /** Nodes of all levels together. Beyond, levels that still have room for names get none. */
    private static final int MOST_NODES = 20_000;

    private final Node root = new Node();
    private int nodes;

    private static final class Node {
        private final Map<String, Node> names = new TreeMap<>();
        private Node any;
        private boolean ends;
        private boolean rest;

        /** The same for nodes with the same topics below them, ids aside. */
        private String shape() {
            var shape = new StringBuilder(ends ? "." : "");
            names.forEach((name, node) -> shape.append(LevelNames.looksLikeId(name) && !node.isLeaf() ? "+" : name)
                    .append('(')
                    .append(node.shape())
                    .append(')'));
            return shape.append(any == null ? "" : "+(" + any.shape() + ")")
                    .append(rest ? "#" : "")
                    .toString();
        }

        private boolean isLeaf() {
            return names.isEmpty() && any == null && !rest;
        }

        private void merge(Node other) {
            ends |= other.ends;
            rest |= other.rest;
            other.names.forEach((name, node) -> {
                if (any != null) {
                    any.merge(node);
                } else {
                    names.merge(name, node, (mine, its) -> {
                        mine.merge(its);
                        return mine;
                    });
                }
            });
            if (other.any != null) {
                if (any == null) {
                    any = other.any;
                } else {
                    any.merge(other.any);
                }
            }
            if (names.size() > MOST_NAMES) {
                captureAll();
            }
        }

        private void captureAll() {
            captureThese(List.copyOf(names.keySet()));
        }

        private void captureThese(List<String> captured) {
            for (var name : captured) {
                var node = names.remove(name);
                if (any == null) {
                    any = node;
                } else {
                    any.merge(node);
                }
            }
        }
    }

    void add(String topic) {
        var levels = topic.split("/", -1);
        var node = root;
        for (int i = 0; i < levels.length; i++) {
            if (i == DEEPEST) {
                node.rest = true;
                return;
            }
            node = next(node, levels[i]);
        }
        node.ends = true;
    }

    private Node next(Node node, String level) {
        var known = node.names.get(level);
        if (known != null) {
            return known;
        }
        boolean canBeWritten = level.indexOf('{') < 0 && level.indexOf('}') < 0 && level.indexOf('$') < 0;
        if (canBeWritten && node.any == null && node.names.size() < MOST_NAMES && nodes < MOST_NODES) {
            nodes++;
            return node.names.computeIfAbsent(level, name -> new Node());
        }
        if (node.any == null) {
            node.any = new Node();
        }
        node.captureAll();
        return node.any;
    }

    /** The patterns, the more special first, each as its levels: names as they are, null for a capture, {@code #} for the rest. */
    List<List<String>> patterns() {
        generalise(root, "", 0);
        var patterns = new ArrayList<List<String>>();
        collect(root, new ArrayList<>(), patterns);
        return patterns;
    }

    /** @param before the last name in front of this node's levels */
    private static void generalise(Node node, String before, int depth) {
        node.names.forEach((name, child) -> generalise(child, name, depth + 1));
        captureIds(node, before);
        if (depth > 0) {
            captureAlike(node);
        }
        if (node.any != null) {
            generalise(node.any, before, depth + 1);
        }
    }

    private static void captureIds(Node node, String before) {
        var ids = node.names.keySet().stream().filter(LevelNames::looksLikeId).toList();
        boolean inner = ids.stream().noneMatch(id -> node.names.get(id).isLeaf());
        boolean belongs = LevelNames.isPlural(before) || node.any != null;
        if (ids.size() >= MANY || !ids.isEmpty() && belongs || ids.size() > 1 && inner) {
            node.captureThese(ids);
        }
    }

    /** Texts that are no ids, with the very same topics below them: the names of sites, say. */
    private static void captureAlike(Node node) {
        var byShape = new TreeMap<String, List<String>>();
        node.names.forEach((name, child) -> {
            if (!child.isLeaf()) {
                byShape.computeIfAbsent(child.shape(), shape -> new ArrayList<>())
                        .add(name);
            }
        });
        for (var alike : byShape.entrySet()) {
            boolean asCaptured = node.any != null && node.any.shape().equals(alike.getKey());
            if (alike.getValue().size() > 1 || asCaptured) {
                node.captureThese(alike.getValue());
                return;
            }
        }
    }

    private static void collect(Node node, List<String> levels, List<List<String>> patterns) {
        if (node.ends) {
            patterns.add(new ArrayList<>(levels));
        }
        node.names.forEach((name, child) -> {
            levels.add(name);
            collect(child, levels, patterns);
            levels.remove(levels.size() - 1);
        });
        if (node.any != null) {
            levels.add(null);
            collect(node.any, levels, patterns);
            levels.remove(levels.size() - 1);
        }
        if (node.rest) {
            levels.add("#");
            patterns.add(new ArrayList<>(levels));
            levels.remove(levels.size() - 1);
        }
    }
}
