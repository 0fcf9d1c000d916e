package dev.sluice.broker.moquette;

import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import io.moquette.broker.ISubscriptionsRepository;
import io.moquette.broker.subscriptions.ShareName;
import io.moquette.broker.subscriptions.SharedSubscription;
import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.SubscriptionIdentifier;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes down the subscriptions of sessions that are kept: client id and filter as in SUBSCRIBE, options (1 byte, MQTT
 * 5.0 §3.8.3.1) and subscription identifier (4 bytes, 0 for none). To Moquette it always looks empty: after a restart
 * Moquette would forget options and identifiers of shared subscriptions, and never end those that it read.
 */
final class KeptSubscriptions implements ISubscriptionsRepository {

    private static final String SHARE = "$share/";

    private final DurableStore store;
    private final KeptSessions sessions;

    KeptSubscriptions(DurableStore store, KeptSessions sessions) {
        this.store = store;
        this.sessions = sessions;
    }

    /** One subscription of before the restart. */
    record Stored(String clientId, String filter, MqttSubscriptionOption option, int identifier) {}

    /** The subscriptions of all sessions that are restored. */
    List<Stored> stored() {
        List<Stored> stored = new ArrayList<>();
        store.forEach(Shelf.SUBSCRIPTIONS, (key, value) -> {
            if (sessions.keeps(Keys.clientId(key))) {
                var in = ByteBuffer.wrap(value);
                stored.add(new Stored(Keys.clientId(key), Keys.rest(key), option(in.get()), in.getInt()));
            }
        });
        return stored;
    }

    /** Subscribes once more; tells {@code session} what Moquette wants a session to know. */
    static void restore(Stored stored, WatchedSubscriptions subscriptions, Consumer<Subscription> session) {
        var identifier = stored.identifier() == 0 ? null : new SubscriptionIdentifier(stored.identifier());
        if (stored.filter().startsWith(SHARE)) {
            restoreShared(stored, subscriptions, identifier);
            return;
        }
        var topic = new Topic(stored.filter());
        if (identifier == null) {
            subscriptions.add(stored.clientId(), topic, stored.option());
            session.accept(new Subscription(stored.clientId(), topic, stored.option()));
        } else {
            subscriptions.add(stored.clientId(), topic, stored.option(), identifier);
            session.accept(new Subscription(stored.clientId(), topic, stored.option(), identifier));
        }
    }

    private static void restoreShared(
            Stored stored, WatchedSubscriptions subscriptions, SubscriptionIdentifier identifier) {
        int end = stored.filter().indexOf('/', SHARE.length());
        var name = new ShareName(stored.filter().substring(SHARE.length(), end));
        var topic = new Topic(stored.filter().substring(end + 1));
        if (identifier == null) {
            subscriptions.addShared(stored.clientId(), name, topic, stored.option());
        } else {
            subscriptions.addShared(stored.clientId(), name, topic, stored.option(), identifier);
        }
    }

    private static MqttSubscriptionOption option(byte bits) {
        return new MqttSubscriptionOption(
                MqttQoS.valueOf(bits & 0x03),
                (bits & 0x04) != 0,
                (bits & 0x08) != 0,
                RetainedHandlingPolicy.valueOf(bits >> 4 & 0x03));
    }

    private static byte bits(MqttSubscriptionOption option) {
        return (byte) (option.qos().value()
                | (option.isNoLocal() ? 0x04 : 0)
                | (option.isRetainAsPublished() ? 0x08 : 0)
                | option.retainHandling().value() << 4);
    }

    private void put(String clientId, String filter, MqttSubscriptionOption option, int identifier) {
        if (sessions.keeps(clientId)) {
            var value =
                    ByteBuffer.allocate(5).put(bits(option)).putInt(identifier).array();
            store.put(Shelf.SUBSCRIPTIONS, Keys.of(clientId, filter), value);
        }
    }

    private static String shared(ShareName share, Topic filter) {
        return SHARE + share.getShareName() + '/' + filter;
    }

    @Override
    public void addNewSubscription(Subscription subscription) {
        put(
                subscription.getClientId(),
                subscription.getTopicFilter().toString(),
                subscription.option(),
                subscription.hasSubscriptionIdentifier()
                        ? subscription.getSubscriptionIdentifier().value()
                        : 0);
    }

    @Override
    public void removeSubscription(String filter, String clientId) {
        if (sessions.keeps(clientId)) {
            store.remove(Shelf.SUBSCRIPTIONS, Keys.of(clientId, filter));
        }
    }

    @Override
    public void removeAllSharedSubscriptions(String clientId) {
        if (sessions.keeps(clientId)) {
            store.removeAll(Shelf.SUBSCRIPTIONS, Keys.of(clientId, SHARE));
        }
    }

    @Override
    public void removeSharedSubscription(String clientId, ShareName share, Topic filter) {
        removeSubscription(shared(share, filter), clientId);
    }

    @Override
    public void addNewSharedSubscription(
            String clientId, ShareName share, Topic filter, MqttSubscriptionOption option) {
        put(clientId, shared(share, filter), option, 0);
    }

    @Override
    public void addNewSharedSubscription(
            String clientId,
            ShareName share,
            Topic filter,
            MqttSubscriptionOption option,
            SubscriptionIdentifier identifier) {
        put(clientId, shared(share, filter), option, identifier.value());
    }

    @Override
    public Set<Subscription> listAllSubscriptions() {
        return Set.of();
    }

    @Override
    public Collection<SharedSubscription> listAllSharedSubscription() {
        return List.of();
    }
}
