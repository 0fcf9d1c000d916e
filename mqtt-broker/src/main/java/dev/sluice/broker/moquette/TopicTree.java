package dev.sluice.broker.moquette;

import io.moquette.broker.subscriptions.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who subscribes to what: a tree with one step for each topic level, exactly as it is spelled (MQTT 5.0 §4.7).
 *
 * <p>Ours, because Moquette's loses shared subscriptions when somebody else leaves their filter, never finds a level that is called "root", takes
 * "a//" for "a/", and does not replace every subscription that it should. Matched by any thread; changed by one at a time.
 */
final class TopicTree {

    private static final String ANY_LEVEL = "+";
    private static final String ALL_LEVELS = "#";

    /** One level; empty maps cost little, and most nodes have no more than one entry. */
    private static final class Node {
        private final ConcurrentHashMap<String, Node> children = new ConcurrentHashMap<>(2);
        private final ConcurrentHashMap<String, Subscription> byClient = new ConcurrentHashMap<>(2);
        private final ConcurrentHashMap<String, ShareGroup> byShare = new ConcurrentHashMap<>(2);

        private boolean isEmpty() {
            return children.isEmpty() && hasNoSubscriber();
        }

        private boolean hasNoSubscriber() {
            return byClient.isEmpty() && byShare.isEmpty();
        }
    }

    private final Node root = new Node();

    private static String[] levels(String topic) {
        return topic.split("/", -1);
    }

    /** Replaces the one that the client has with this filter; true if it had none. */
    synchronized boolean add(Subscription subscription) {
        var node = root;
        for (var level : levels(subscription.getTopicFilter().toString())) {
            node = node.children.computeIfAbsent(level, name -> new Node());
        }
        var share = subscription.getShareName();
        return share.isEmpty()
                ? node.byClient.put(subscription.getClientId(), subscription) == null
                : node.byShare.computeIfAbsent(share, name -> new ShareGroup()).add(subscription);
    }

    /** @param share empty for a subscription that is not shared */
    synchronized void remove(String filter, String share, String clientId) {
        var levels = levels(filter);
        var path = new ArrayList<Node>(levels.length + 1);
        path.add(root);
        for (var level : levels) {
            var next = path.get(path.size() - 1).children.get(level);
            if (next == null) {
                return;
            }
            path.add(next);
        }
        var last = path.get(levels.length);
        if (share.isEmpty()) {
            last.byClient.remove(clientId);
        } else {
            last.byShare.computeIfPresent(share, (name, group) -> group.remove(clientId) ? null : group);
        }
        for (int i = levels.length; i > 0 && path.get(i).isEmpty(); i--) {
            path.get(i - 1).children.remove(levels[i - 1]);
        }
    }

    /** Every subscription to this topic name, and one of each group that shares one. */
    List<Subscription> match(String topic) {
        var found = new ArrayList<Subscription>();
        collect(root, levels(topic), 0, found);
        return found;
    }

    private static void collect(Node node, String[] levels, int depth, List<Subscription> found) {
        boolean wildcards = depth > 0 || !levels[0].startsWith("$");
        var all = wildcards ? node.children.get(ALL_LEVELS) : null;
        if (all != null) {
            take(all, found);
        }
        if (depth == levels.length) {
            take(node, found);
            return;
        }
        var any = wildcards ? node.children.get(ANY_LEVEL) : null;
        if (any != null) {
            collect(any, levels, depth + 1, found);
        }
        var exact = node.children.get(levels[depth]);
        if (exact != null) {
            collect(exact, levels, depth + 1, found);
        }
    }

    private static void take(Node node, List<Subscription> found) {
        found.addAll(node.byClient.values());
        for (Map.Entry<String, ShareGroup> group : node.byShare.entrySet()) {
            group.getValue().next().ifPresent(found::add);
        }
    }

    boolean isWanted(String topic) {
        return isWanted(root, levels(topic), 0);
    }

    private static boolean isWanted(Node node, String[] levels, int depth) {
        boolean wildcards = depth > 0 || !levels[0].startsWith("$");
        var all = wildcards ? node.children.get(ALL_LEVELS) : null;
        if (all != null && !all.hasNoSubscriber()) {
            return true;
        }
        if (depth == levels.length) {
            return !node.hasNoSubscriber();
        }
        var any = wildcards ? node.children.get(ANY_LEVEL) : null;
        var exact = node.children.get(levels[depth]);
        return any != null && isWanted(any, levels, depth + 1) || exact != null && isWanted(exact, levels, depth + 1);
    }
}
