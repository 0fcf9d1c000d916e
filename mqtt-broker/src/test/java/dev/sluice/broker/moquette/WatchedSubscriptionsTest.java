package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import io.moquette.broker.subscriptions.ShareName;
import io.moquette.broker.subscriptions.Topic;
import io.moquette.persistence.MemorySubscriptionsRepository;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchedSubscriptionsTest {

    private static final MqttSubscriptionOption QOS_1 = MqttSubscriptionOption.onlyFromQos(MqttQoS.AT_LEAST_ONCE);
    private static final ShareName GROUP = new ShareName("group");

    private final WatchedSubscriptions subscriptions = new WatchedSubscriptions();

    @BeforeEach
    void emptyTree() {
        subscriptions.init(new MemorySubscriptionsRepository());
    }

    @Test
    void nobodyWantsAnythingAtFirst() {
        assertThat(subscriptions.wants("a/b")).isFalse();
        assertThat(subscriptions.size()).isZero();
    }

    @Test
    void aTopicIsWantedAsLongAsSomebodySubscribes() {
        assertThat(subscriptions.wants("a/b")).isFalse();

        subscribe("one", "a/+");
        assertThat(subscriptions.wants("a/b")).isTrue();
        assertThat(subscriptions.wants("b")).isFalse();
        subscribe("two", "#");
        assertThat(subscriptions.wants("b")).isTrue();
        unsubscribe("one", "a/+");
        unsubscribe("two", "#");

        assertThat(subscriptions.wants("a/b")).isFalse();
        assertThat(subscriptions.wants("b")).isFalse();
    }

    @Test
    void aSharedSubscriptionAloneIsEnough() {
        subscriptions.addShared("one", GROUP, new Topic("a/+"), QOS_1);

        assertThat(subscriptions.wants("a/b")).isTrue();
        assertThat(subscriptions.size()).isEqualTo(1);
    }

    @Test
    void aSharedSubscriptionEndsWithItsClient() {
        subscriptions.addShared("one", GROUP, new Topic("a/+"), QOS_1);
        subscribe("one", "b");

        subscriptions.removeSharedSubscriptionsForClient("one");

        assertThat(subscriptions.wants("a/b")).isFalse();
        assertThat(subscriptions.wants("b")).isTrue();
        assertThat(subscriptions.size()).isEqualTo(1);
    }

    @Test
    void aSharedSubscriptionCanBeGivenUpAlone() {
        subscriptions.addShared("one", GROUP, new Topic("a"), QOS_1);
        subscribe("one", "b");

        subscriptions.removeSharedSubscription(GROUP, new Topic("a"), "one");

        assertThat(subscriptions.wants("a")).isFalse();
        assertThat(subscriptions.size()).isEqualTo(1);
    }

    @Test
    void subscribingTwiceIsOneSubscription() {
        subscribe("one", "a");
        subscribe("one", "a");

        assertThat(subscriptions.size()).isEqualTo(1);
        unsubscribe("one", "a");
        unsubscribe("one", "a");

        assertThat(subscriptions.size()).isZero();
    }

    @Test
    void moreTopicsThanAreRememberedAreStillAnswered() {
        subscribe("one", "wanted/#");

        for (int i = 0; i < 25_000; i++) {
            assertThat(subscriptions.wants("other/" + i)).isFalse();
        }
        assertThat(subscriptions.wants("wanted/1")).isTrue();
    }

    @Test
    void aSubscriptionIsSeenHoweverManyOthersComeAndGoMeanwhile() {
        for (int i = 0; i < 1_000; i++) {
            var filter = "mine/" + i;
            subscribe("other", "theirs");
            var leaving = CompletableFuture.runAsync(() -> unsubscribe("other", "theirs"));
            subscribe("one", filter);
            leaving.join();

            assertThat(subscriptions.wants(filter)).isTrue();
            unsubscribe("one", filter);
        }
    }

    @Test
    void anAnswerIsNeverOlderThanTheSubscription() {
        for (int i = 0; i < 1_000; i++) {
            var topic = "t/" + i;
            var asking = CompletableFuture.runAsync(() -> subscriptions.wants(topic));
            subscribe("one", topic);
            asking.join();

            assertThat(subscriptions.wants(topic)).isTrue();
        }
    }

    private void subscribe(String clientId, String filter) {
        subscriptions.add(clientId, new Topic(filter), QOS_1);
    }

    private void unsubscribe(String clientId, String filter) {
        subscriptions.removeSubscription(new Topic(filter), clientId);
    }
}
