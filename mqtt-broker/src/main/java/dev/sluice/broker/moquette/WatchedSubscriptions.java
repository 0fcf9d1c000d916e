package dev.sluice.broker.moquette;

import io.moquette.broker.ISubscriptionsRepository;
import io.moquette.broker.subscriptions.CTrieSubscriptionDirectory;
import io.moquette.broker.subscriptions.ISubscriptionsDirectory;
import io.moquette.broker.subscriptions.ShareName;
import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.SubscriptionIdentifier;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Moquette's subscription tree, with an answer to "does anybody want this topic?" that costs a hash look-up.
 *
 * <p>Every change throws the remembered answers away. The answers in use are a snapshot taken before the tree is
 * searched, so that an answer computed on the old tree can only land in a snapshot that nobody reads any more.
 */
final class WatchedSubscriptions implements ISubscriptionsDirectory {

    private static final int REMEMBERED_TOPICS = 10_000;
    private static final String SHARE = "$share/";

    private final CTrieSubscriptionDirectory tree = new CTrieSubscriptionDirectory();
    /** By client id; Moquette's own count walks the whole tree and leaves shared subscriptions out. */
    private final ConcurrentHashMap<String, Set<String>> filters = new ConcurrentHashMap<>();

    private volatile ConcurrentHashMap<String, Boolean> wanted = new ConcurrentHashMap<>();

    boolean wants(String topic) {
        if (filters.isEmpty()) {
            return false;
        }
        var answers = wanted;
        var known = answers.get(topic);
        if (known != null) {
            return known;
        }
        boolean answer = !tree.matchWithoutQosSharpening(new Topic(topic)).isEmpty();
        if (answers.size() >= REMEMBERED_TOPICS) {
            wanted = new ConcurrentHashMap<>();
        } else {
            answers.put(topic, answer);
        }
        return answer;
    }

    /** The filters of a client, as in SUBSCRIBE. */
    List<String> of(String clientId) {
        List<String> all = new ArrayList<>();
        filters.computeIfPresent(clientId, (id, known) -> {
            all.addAll(known);
            return known;
        });
        return all;
    }

    private void changed() {
        wanted = new ConcurrentHashMap<>();
    }

    /** Before the tree has it, so that nobody is told "no" by an empty map once it does. */
    private void adding(String clientId, String filter) {
        filters.compute(clientId, (id, known) -> {
            var all = known == null ? new HashSet<String>(4) : known;
            all.add(filter);
            return all;
        });
    }

    private void removed(String clientId, Predicate<String> filter) {
        filters.computeIfPresent(clientId, (id, all) -> {
            all.removeIf(filter);
            return all.isEmpty() ? null : all;
        });
        changed();
    }

    private static String shared(ShareName name, Topic filter) {
        return SHARE + name.getShareName() + '/' + filter;
    }

    @Override
    public void init(ISubscriptionsRepository repository) {
        tree.init(repository);
        changed();
    }

    @Override
    public List<Subscription> matchWithoutQosSharpening(Topic topic) {
        return tree.matchWithoutQosSharpening(topic);
    }

    @Override
    public List<Subscription> matchQosSharpening(Topic topic) {
        return tree.matchQosSharpening(topic);
    }

    @Override
    public boolean add(String clientId, Topic filter, MqttSubscriptionOption option) {
        adding(clientId, filter.toString());
        boolean added = tree.add(clientId, filter, option);
        changed();
        return added;
    }

    @Override
    public boolean add(
            String clientId, Topic filter, MqttSubscriptionOption option, SubscriptionIdentifier identifier) {
        adding(clientId, filter.toString());
        boolean added = tree.add(clientId, filter, option, identifier);
        changed();
        return added;
    }

    @Override
    public void addShared(String clientId, ShareName name, Topic filter, MqttSubscriptionOption option) {
        adding(clientId, shared(name, filter));
        tree.addShared(clientId, name, filter, option);
        changed();
    }

    @Override
    public void addShared(
            String clientId,
            ShareName name,
            Topic filter,
            MqttSubscriptionOption option,
            SubscriptionIdentifier identifier) {
        adding(clientId, shared(name, filter));
        tree.addShared(clientId, name, filter, option, identifier);
        changed();
    }

    @Override
    public void removeSubscription(Topic filter, String clientId) {
        tree.removeSubscription(filter, clientId);
        removed(clientId, filter.toString()::equals);
    }

    @Override
    public void removeSharedSubscription(ShareName name, Topic filter, String clientId) {
        tree.removeSharedSubscription(name, filter, clientId);
        removed(clientId, shared(name, filter)::equals);
    }

    @Override
    public void removeSharedSubscriptionsForClient(String clientId) {
        tree.removeSharedSubscriptionsForClient(clientId);
        removed(clientId, filter -> filter.startsWith(SHARE));
    }

    @Override
    public int size() {
        return filters.values().stream().mapToInt(Set::size).sum();
    }

    @Override
    public String dumpTree() {
        return tree.dumpTree();
    }
}
