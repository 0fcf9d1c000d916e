package dev.sluice.broker.moquette;

import io.moquette.broker.subscriptions.Subscription;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a client hears of a message that several of its subscriptions match (MQTT 5.0 §3.3.4): one copy with the highest QoS of them, or one for each
 * subscription identifier, since Moquette puts one into a message. Shared subscriptions stand alone.
 */
final class Overlaps {

    private Overlaps() {}

    static List<Subscription> merge(List<Subscription> matching) {
        if (matching.size() < 2) {
            return matching;
        }
        var merged = new ArrayList<Subscription>(matching.size());
        Map<String, List<Subscription>> byClient = new LinkedHashMap<>();
        for (var subscription : matching) {
            if (subscription.getShareName().isEmpty()) {
                byClient.computeIfAbsent(subscription.getClientId(), id -> new ArrayList<>(1))
                        .add(subscription);
            } else {
                merged.add(subscription);
            }
        }
        byClient.values().forEach(overlapping -> merge(overlapping, merged));
        return merged;
    }

    private static void merge(List<Subscription> overlapping, List<Subscription> merged) {
        if (overlapping.size() == 1) {
            merged.add(overlapping.get(0));
            return;
        }
        // who publishes is not known here: those that do not hear their own client must not hide those that do
        var always = having(overlapping, subscription -> !subscription.option().isNoLocal());
        var others = having(overlapping, subscription -> subscription.option().isNoLocal());
        boolean othersAddNothing = !always.isEmpty()
                && highestQos(always) >= highestQos(others)
                && others.stream().noneMatch(Subscription::hasSubscriptionIdentifier);
        copies(always, merged);
        if (!othersAddNothing) {
            copies(others, merged);
        }
    }

    private static List<Subscription> having(List<Subscription> all, Predicate<Subscription> quality) {
        return all.stream().filter(quality).toList();
    }

    private static int highestQos(List<Subscription> all) {
        return all.stream()
                .mapToInt(subscription -> subscription.option().qos().value())
                .max()
                .orElse(-1);
    }

    private static void copies(List<Subscription> overlapping, List<Subscription> merged) {
        int qos = highestQos(overlapping);
        var best = overlapping.stream()
                .filter(subscription -> subscription.option().qos().value() == qos)
                .findFirst();
        var identified = having(overlapping, Subscription::hasSubscriptionIdentifier);
        if (identified.isEmpty()) {
            best.ifPresent(merged::add);
            return;
        }
        merged.add(withOptions(identified.get(0), best.orElseThrow().option()));
        identified.stream()
                .skip(1)
                .filter(subscription -> !subscription
                        .getSubscriptionIdentifier()
                        .equals(identified.get(0).getSubscriptionIdentifier()))
                .forEach(merged::add);
    }

    private static Subscription withOptions(Subscription subscription, MqttSubscriptionOption options) {
        return new Subscription(
                subscription.getClientId(),
                subscription.getTopicFilter(),
                options,
                subscription.getSubscriptionIdentifier());
    }
}
