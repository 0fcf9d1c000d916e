package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.moquette.broker.SessionMessageQueue;
import io.moquette.broker.SessionRegistry.EnqueuedMessage;
import io.moquette.broker.SessionRegistry.PublishedMessage;
import io.moquette.broker.subscriptions.Topic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BoundedQueuesTest {

    private final BoundedQueues queues = new BoundedQueues(2);
    private final SessionMessageQueue<EnqueuedMessage> queue = queues.getOrCreateQueue("device");

    @Test
    void messagesComeBackInTheirOrder() {
        var first = message();
        var second = message();
        queue.enqueue(first);
        queue.enqueue(second);

        assertThat(queue.dequeue()).isSameAs(first);
        assertThat(queue.dequeue()).isSameAs(second);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.dequeue()).isNull();
    }

    @Test
    void aFullQueueLosesItsOldestMessageAndCountsIt() {
        var oldest = message();
        var kept = message();
        queue.enqueue(oldest);
        queue.enqueue(kept);
        queue.enqueue(message());

        assertThat(payload(oldest).refCnt()).isZero();
        assertThat(queue.dequeue()).isSameAs(kept);
        assertThat(queues.dropped()).isEqualTo(1);
    }

    @Test
    void aSessionFindsItsQueueAgain() {
        assertThat(queues.getOrCreateQueue("device")).isSameAs(queue);
        assertThat(queues.getOrCreateQueue("other")).isNotSameAs(queue);
        assertThat(queues.listQueueNames()).containsExactlyInAnyOrder("device", "other");
    }

    @Test
    void aPurgedQueueReleasesEverythingAndIsForgotten() {
        var message = message();
        queue.enqueue(message);

        queue.closeAndPurge();

        assertThat(payload(message).refCnt()).isZero();
        assertThat(queues.containsQueue("device")).isFalse();
        assertThat(queues.getOrCreateQueue("device")).isNotSameAs(queue);
        assertThatIllegalStateException().isThrownBy(() -> queue.enqueue(message()));
    }

    private static ByteBuf payload(PublishedMessage message) {
        return message.getPayload();
    }

    private static PublishedMessage message() {
        return new PublishedMessage(
                new Topic("a"), MqttQoS.AT_LEAST_ONCE, Unpooled.wrappedBuffer(new byte[1]), false, Instant.MAX);
    }
}
