package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import io.moquette.broker.subscriptions.Subscription;
import io.moquette.broker.subscriptions.SubscriptionIdentifier;
import io.moquette.broker.subscriptions.Topic;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlapsTest {

    @Test
    void overlappingSubscriptionsMakeOneCopyOfTheHighestQos() {
        assertThat(heard(
                        subscription("a/#", 1, false, 0),
                        subscription("a/b", 2, false, 0),
                        subscription("+/b", 0, false, 0)))
                .containsExactly("a/b qos 2");
    }

    @Test
    void everyIdentifierIsHeardOfAndSoIsTheHighestQos() {
        assertThat(heard(subscription("a/#", 1, false, 7), subscription("a/b", 2, false, 0)))
                .containsExactly("a/# qos 2 id 7");
        assertThat(heard(subscription("a/#", 1, false, 7), subscription("a/b", 0, false, 8)))
                .containsExactly("a/# qos 1 id 7", "a/b qos 0 id 8");
        assertThat(heard(subscription("a/#", 1, false, 7), subscription("a/b", 0, false, 7)))
                .containsExactly("a/# qos 1 id 7");
    }

    @Test
    void aSubscriptionWithoutItsOwnMessagesDoesNotHideOneWithThem() {
        assertThat(heard(subscription("a/#", 0, false, 0), subscription("a/b", 2, true, 0)))
                .containsExactly("a/# qos 0", "a/b qos 2");
        assertThat(heard(subscription("a/#", 2, false, 0), subscription("a/b", 1, true, 0)))
                .containsExactly("a/# qos 2");
    }

    @Test
    void sharedSubscriptionsAndOtherClientsStandAlone() {
        var options = MqttSubscriptionOption.onlyFromQos(MqttQoS.AT_MOST_ONCE);
        var all = List.of(
                new Subscription("one", new Topic("a"), options),
                new Subscription("one", new Topic("a"), options, "group"),
                new Subscription("two", new Topic("a"), options));

        assertThat(Overlaps.merge(all)).containsExactlyInAnyOrderElementsOf(all);
    }

    private static List<String> heard(Subscription... matching) {
        return Overlaps.merge(List.of(matching)).stream()
                .map(one -> one.getTopicFilter() + " qos " + one.option().qos().value()
                        + (one.hasSubscriptionIdentifier()
                                ? " id " + one.getSubscriptionIdentifier().value()
                                : ""))
                .toList();
    }

    private static Subscription subscription(String filter, int qos, boolean noLocal, int identifier) {
        var options = new MqttSubscriptionOption(
                MqttQoS.valueOf(qos), noLocal, false, RetainedHandlingPolicy.SEND_AT_SUBSCRIBE);
        return identifier == 0
                ? new Subscription("one", new Topic(filter), options)
                : new Subscription("one", new Topic(filter), options, new SubscriptionIdentifier(identifier));
    }
}
