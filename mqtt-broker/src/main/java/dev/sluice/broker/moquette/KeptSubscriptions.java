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

    /** Subscribes the sessions that are kept once more; tells {@code session} what Moquette wants a session to know. */
    void restore(WatchedSubscriptions subscriptions, Consumer<Subscription> session) {
        List<Runnable> again = new ArrayList<>();
        store.forEach(Shelf.SUBSCRIPTIONS, (key, value) -> {
            if (sessions.keeps(Keys.clientId(key))) {
                again.add(() -> subscribe(key, value, subscriptions, session));
            }
        });
        again.forEach(Runnable::run);
    }

    private static void subscribe(
            String key, byte[] value, WatchedSubscriptions subscriptions, Consumer<Subscription> session) {
        var clientId = Keys.clientId(key);
        var filter = Keys.rest(key);
        var in = ByteBuffer.wrap(value);
        var option = option(in.get());
        int identifier = in.getInt();
        if (filter.startsWith(SHARE)) {
            int end = filter.indexOf('/', SHARE.length());
            var name = new ShareName(filter.substring(SHARE.length(), end));
            var topic = new Topic(filter.substring(end + 1));
            if (identifier == 0) {
                subscriptions.addShared(clientId, name, topic, option);
            } else {
                subscriptions.addShared(clientId, name, topic, option, new SubscriptionIdentifier(identifier));
            }
            return;
        }
        var topic = new Topic(filter);
        if (identifier == 0) {
            subscriptions.add(clientId, topic, option);
            session.accept(new Subscription(clientId, topic, option));
        } else {
            var known = new SubscriptionIdentifier(identifier);
            subscriptions.add(clientId, topic, option, known);
            session.accept(new Subscription(clientId, topic, option, known));
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
