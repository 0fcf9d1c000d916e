package dev.sluice.broker.moquette;

import io.moquette.broker.ISubscriptionsRepository;
import io.moquette.broker.subscriptions.CTrieSubscriptionDirectory;
import io.moquette.broker.subscriptions.ISubscriptionsDirectory;
import io.moquette.broker.subscriptions.ShareName;
import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.SubscriptionIdentifier;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Moquette's subscription tree, with an answer to "does anybody want this topic?" that costs a hash look-up.
 *
 * <p>Every change throws the remembered answers away. The answers in use are a snapshot taken before the tree is
 * searched, so that an answer computed on the old tree can only land in a snapshot that nobody reads any more.
 */
final class WatchedSubscriptions implements ISubscriptionsDirectory {

    private static final int REMEMBERED_TOPICS = 10_000;

    private final CTrieSubscriptionDirectory tree = new CTrieSubscriptionDirectory();
    private volatile boolean empty = true;
    private volatile ConcurrentHashMap<String, Boolean> wanted = new ConcurrentHashMap<>();

    boolean wants(String topic) {
        if (empty) {
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

    private void changed() {
        empty = tree.size() == 0;
        wanted = new ConcurrentHashMap<>();
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
        boolean added = tree.add(clientId, filter, option);
        changed();
        return added;
    }

    @Override
    public boolean add(
            String clientId, Topic filter, MqttSubscriptionOption option, SubscriptionIdentifier identifier) {
        boolean added = tree.add(clientId, filter, option, identifier);
        changed();
        return added;
    }

    @Override
    public void addShared(String clientId, ShareName name, Topic filter, MqttSubscriptionOption option) {
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
        tree.addShared(clientId, name, filter, option, identifier);
        changed();
    }

    @Override
    public void removeSubscription(Topic filter, String clientId) {
        tree.removeSubscription(filter, clientId);
        changed();
    }

    @Override
    public void removeSharedSubscription(ShareName name, Topic filter, String clientId) {
        tree.removeSharedSubscription(name, filter, clientId);
        changed();
    }

    @Override
    public void removeSharedSubscriptionsForClient(String clientId) {
        tree.removeSharedSubscriptionsForClient(clientId);
        changed();
    }

    @Override
    public int size() {
        return tree.size();
    }

    @Override
    public String dumpTree() {
        return tree.dumpTree();
    }
}
