package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sluice.broker.store.DurableStore;
import io.moquette.broker.SessionMessageQueue;
import io.moquette.broker.SessionRegistry.EnqueuedMessage;
import io.moquette.broker.SessionRegistry.PublishedMessage;
import io.moquette.broker.subscriptions.Topic;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionQueueTest {

    private final KeptSessions sessions = new KeptSessions(DurableStore.NONE, Clock.systemUTC(), ended -> {});
    private final KeptQueues queues = new KeptQueues(2, DurableStore.NONE, sessions);
    private final SessionMessageQueue<EnqueuedMessage> queue = queues.getOrCreateQueue("device");

    @Test
    void messagesComeBackInTheirOrder() {
        queue.enqueue(message("first"));
        queue.enqueue(message("second"));

        assertThat(text(queue.dequeue())).isEqualTo("first");
        assertThat(text(queue.dequeue())).isEqualTo("second");
        assertThat(queue.dequeue()).isNull();
    }

    @Test
    void aQueueNeverSaysThatItIsEmptySoThatNothingGoesAroundIt() {
        assertThat(queue.isEmpty()).isFalse();
    }

    @Test
    void whateverIsQueuedIsToldAtOnce() {
        List<String> flushed = new ArrayList<>();
        queues.flushThrough(flushed::add);

        queue.enqueue(message("a"));

        assertThat(flushed).containsExactly("device");
    }

    @Test
    void whatIsOfTopicsThatTheDeviceMayNotHaveIsThrownAway() {
        var waiting = message("a");
        queue.enqueue(waiting);

        queues.keepOnly("device", waiting.getTopic().toString()::equals);
        queues.keepOnly("unknown", topic -> false);
        assertThat(waiting.getPayload().refCnt()).isPositive();
        queues.keepOnly("device", topic -> false);

        assertThat(waiting.getPayload().refCnt()).isZero();
        assertThat(queue.dequeue()).isNull();
    }

    @Test
    void aFullQueueLosesItsOldestMessageAndCountsIt() {
        var oldest = message("oldest");
        queue.enqueue(oldest);
        queue.enqueue(message("kept"));
        queue.enqueue(message("newest"));

        assertThat(oldest.getPayload().refCnt()).isZero();
        assertThat(text(queue.dequeue())).isEqualTo("kept");
        assertThat(queues.dropped()).isEqualTo(1);
    }

    @Test
    void expiredMessagesAreLetGoOfOnTheWayOut() {
        var old = expiring("old", Instant.now().minusSeconds(1));
        queue.enqueue(old);
        queue.enqueue(expiring("young", Instant.now().plusSeconds(60)));

        assertThat(text(queue.dequeue())).isEqualTo("young");
        assertThat(old.getPayload().refCnt()).isZero();
    }

    @Test
    void aSessionFindsItsQueueAgain() {
        assertThat(queues.getOrCreateQueue("device")).isSameAs(queue);
        assertThat(queues.getOrCreateQueue("other")).isNotSameAs(queue);
        assertThat(queues.listQueueNames()).containsExactlyInAnyOrder("device", "other");
    }

    @Test
    void aPurgedQueueReleasesEverythingAndIsForgotten() {
        var message = message("a");
        queue.enqueue(message);

        queue.closeAndPurge();

        assertThat(message.getPayload().refCnt()).isZero();
        assertThat(queues.containsQueue("device")).isFalse();
        assertThat(queues.getOrCreateQueue("device")).isNotSameAs(queue);
        assertThatIllegalStateException().isThrownBy(() -> queue.enqueue(message("b")));
    }

    private static String text(EnqueuedMessage message) {
        return ((PublishedMessage) message).getPayload().toString(StandardCharsets.UTF_8);
    }

    private static PublishedMessage message(String payload) {
        return expiring(payload, Instant.MAX);
    }

    private static PublishedMessage expiring(String payload, Instant expiry) {
        var bytes = Unpooled.wrappedBuffer(payload.getBytes(StandardCharsets.UTF_8));
        return new PublishedMessage(new Topic("a"), MqttQoS.AT_LEAST_ONCE, bytes, false, expiry);
    }
}
