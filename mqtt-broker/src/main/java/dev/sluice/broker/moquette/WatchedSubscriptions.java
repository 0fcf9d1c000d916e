package dev.sluice.broker.moquette;

import io.moquette.broker.ISubscriptionsRepository;
import io.moquette.broker.subscriptions.ISubscriptionsDirectory;
import io.moquette.broker.subscriptions.ShareName;
import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.SubscriptionIdentifier;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The {@link TopicTree} as Moquette wants it, with an answer to "does anybody want this topic?" that costs a hash look-up.
 *
 * <p>Every change throws the remembered answers away. The answers in use are a snapshot taken before the tree is
 * searched, so that an answer computed on the old tree can only land in a snapshot that nobody reads any more.
 */
final class WatchedSubscriptions implements ISubscriptionsDirectory {

    private static final int REMEMBERED_TOPICS = 10_000;
    private static final String SHARE = "$share/";

    private final TopicTree tree = new TopicTree();
    /** By client id, as in SUBSCRIBE. */
    private final ConcurrentHashMap<String, Set<String>> filters = new ConcurrentHashMap<>();

    private volatile ConcurrentHashMap<String, Boolean> wanted = new ConcurrentHashMap<>();
    private ISubscriptionsRepository repository;

    boolean wants(String topic) {
        if (filters.isEmpty()) {
            return false;
        }
        var answers = wanted;
        var known = answers.get(topic);
        if (known != null) {
            return known;
        }
        boolean answer = tree.isWanted(topic);
        if (answers.size() >= REMEMBERED_TOPICS) {
            wanted = new ConcurrentHashMap<>();
        } else {
            answers.put(topic, answer);
        }
        return answer;
    }

    /** @param filter as in SUBSCRIBE */
    boolean has(String clientId, String filter) {
        return filters.getOrDefault(clientId, Set.of()).contains(filter);
    }

    /** The filters of a client, as in SUBSCRIBE. */
    List<String> of(String clientId) {
        return List.copyOf(filters.getOrDefault(clientId, Set.of()));
    }

    int count(String clientId) {
        var all = filters.get(clientId);
        return all == null ? 0 : all.size();
    }

    private void changed() {
        wanted = new ConcurrentHashMap<>();
    }

    /** Before the tree has it, so that nobody is told "no" by an empty map once it does. */
    private void adding(String clientId, String filter) {
        filters.compute(clientId, (id, known) -> {
            var all = known == null ? ConcurrentHashMap.<String>newKeySet(2) : known;
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
    public void init(ISubscriptionsRepository itsRepository) {
        repository = itsRepository;
    }

    @Override
    public List<Subscription> matchWithoutQosSharpening(Topic topic) {
        return tree.match(topic.toString());
    }

    @Override
    public List<Subscription> matchQosSharpening(Topic topic) {
        return Overlaps.merge(tree.match(topic.toString()));
    }

    @Override
    public boolean add(String clientId, Topic filter, MqttSubscriptionOption option) {
        return add(new Subscription(clientId, filter, option));
    }

    @Override
    public boolean add(
            String clientId, Topic filter, MqttSubscriptionOption option, SubscriptionIdentifier identifier) {
        return add(new Subscription(clientId, filter, option, identifier));
    }

    private boolean add(Subscription subscription) {
        adding(subscription.getClientId(), subscription.getTopicFilter().toString());
        boolean isNew = tree.add(subscription);
        repository.addNewSubscription(subscription);
        changed();
        return isNew;
    }

    @Override
    public void addShared(String clientId, ShareName name, Topic filter, MqttSubscriptionOption option) {
        adding(clientId, shared(name, filter));
        tree.add(new Subscription(clientId, filter, option, name.getShareName()));
        repository.addNewSharedSubscription(clientId, name, filter, option);
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
        tree.add(new Subscription(clientId, filter, option, name.getShareName(), identifier));
        repository.addNewSharedSubscription(clientId, name, filter, option, identifier);
        changed();
    }

    @Override
    public void removeSubscription(Topic filter, String clientId) {
        tree.remove(filter.toString(), "", clientId);
        repository.removeSubscription(filter.toString(), clientId);
        removed(clientId, filter.toString()::equals);
    }

    @Override
    public void removeSharedSubscription(ShareName name, Topic filter, String clientId) {
        tree.remove(filter.toString(), name.getShareName(), clientId);
        repository.removeSharedSubscription(clientId, name, filter);
        removed(clientId, shared(name, filter)::equals);
    }

    @Override
    public void removeSharedSubscriptionsForClient(String clientId) {
        for (var filter : filters.getOrDefault(clientId, Set.of())) {
            if (filter.startsWith(SHARE)) {
                int end = filter.indexOf('/', SHARE.length());
                tree.remove(filter.substring(end + 1), filter.substring(SHARE.length(), end), clientId);
            }
        }
        repository.removeAllSharedSubscriptions(clientId);
        removed(clientId, filter -> filter.startsWith(SHARE));
    }

    @Override
    public int size() {
        return filters.values().stream().mapToInt(Set::size).sum();
    }

    /** Nobody asks for it. */
    @Override
    public String dumpTree() {
        return filters.toString();
    }
}
