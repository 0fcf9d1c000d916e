package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.store.DurableStore;
import io.moquette.broker.SessionRegistry.PublishedMessage;
import io.moquette.broker.subscriptions.Topic;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboundWindowTest {

    private final KeptSessions sessions = new KeptSessions(DurableStore.NONE, Clock.systemUTC(), ended -> {});
    private final KeptQueues queues = new KeptQueues(10, DurableStore.NONE, sessions);
    private final SessionQueue queue = (SessionQueue) queues.getOrCreateQueue("device");
    private final OutboundWindow window = queue.window();

    @Test
    void aMessageKeepsItsIdWhateverMoquetteCallsIt() {
        var message = message();
        int id = sent(message, 1).packetId();

        var again = sent(message, 700);

        assertThat(again.packetId()).isEqualTo(id);
        assertThat(again.again()).isTrue();
        assertThat(window.acknowledged(id)).isEqualTo(700);
        assertThat(window.acknowledged(id)).isZero();
    }

    @Test
    void anIdInUseIsGivenToNobodyElse() {
        int unanswered = sent(message(), 1).packetId();

        for (int i = 2; i <= 70_000; i++) {
            int id = sent(message(), i % 65_536 + 1).packetId();
            assertThat(id).isNotEqualTo(unanswered).isBetween(1, 65_535);
            window.acknowledged(id);
        }
    }

    @Test
    void whatWasReceivedBeforeTheRestartIsReleasedByUs() {
        window.restored(1, 9, true);
        window.restored(2, 10, false);

        assertThat(window.releasable()).containsExactly(9);
        assertThat(window.received(9)).isZero();
        assertThat(window.acknowledged(9)).isZero();
        assertThat(window.releasable()).isEmpty();
    }

    @Test
    void aSecondPubrecIsNotForMoquette() {
        int id = sent(message(), 5).packetId();

        assertThat(window.received(id)).isEqualTo(5);
        assertThat(window.received(id)).isZero();
        assertThat(window.releasable()).containsExactly(id);
        assertThat(window.acknowledged(id)).isEqualTo(5);
    }

    @Test
    void whatIsUnansweredComesOldestFirstHoweverMoquetteCountsIt() {
        var first = message(1);
        var second = message(2);
        var third = message(3);
        int secondId = sent(second, 16).packetId();
        sent(first, 17);
        sent(third, 15);

        assertThat(window.unanswered()).containsExactly(first, second, third);
        window.received(secondId);
        assertThat(window.unanswered()).containsExactly(first, third);
        assertThat(second.isAnswered()).isTrue();
        window.acknowledged(first.sent().deviceId);

        assertThat(window.unanswered()).containsExactly(third);
        assertThat(first.isAnswered()).isTrue();
        assertThat(third.isAnswered()).isFalse();
    }

    @Test
    void whatWasHandedOverAndNeverSentIsNotADuplicateLater() {
        var message = message(1);
        window.handedOver(message, 5);

        assertThat(window.unanswered()).containsExactly(message);
        assertThat(window.send(message).again()).isFalse();
        assertThat(window.send(message).again()).isTrue();
    }

    @Test
    void aMessageThatIsTooLargeIsForgotten() {
        var neverSent = message(1);
        window.handedOver(neverSent, 7);
        var sentBefore = message(2);
        sent(sentBefore, 1);

        window.skip(neverSent);
        window.skip(sentBefore);

        assertThat(window.unanswered()).isEmpty();
    }

    private OutboundWindow.Sending sent(QueuedMessage message, int moquetteId) {
        window.handedOver(message, moquetteId);
        return window.send(message);
    }

    private QueuedMessage message() {
        return message(1);
    }

    private QueuedMessage message(long number) {
        return new QueuedMessage(
                queue,
                number,
                new PublishedMessage(new Topic("a"), MqttQoS.EXACTLY_ONCE, Unpooled.EMPTY_BUFFER, false, Instant.MAX));
    }
}
