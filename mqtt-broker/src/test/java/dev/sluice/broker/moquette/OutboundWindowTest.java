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
        int id = window.send(message, 1).packetId();

        var again = window.send(message, 700);

        assertThat(again.packetId()).isEqualTo(id);
        assertThat(again.again()).isTrue();
        assertThat(window.deviceId(700)).isEqualTo(id);
        assertThat(window.deviceId(1)).isZero();
        assertThat(window.acknowledged(id)).isEqualTo(700);
        assertThat(window.acknowledged(id)).isZero();
    }

    @Test
    void anIdInUseIsGivenToNobodyElse() {
        int unanswered = window.send(message(), 1).packetId();

        for (int i = 2; i <= 70_000; i++) {
            int id = window.send(message(), i % 65_536 + 1).packetId();
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
        int id = window.send(message(), 5).packetId();

        assertThat(window.received(id)).isEqualTo(5);
        assertThat(window.received(id)).isZero();
        assertThat(window.deviceId(5)).isEqualTo(id);
        assertThat(window.acknowledged(id)).isEqualTo(5);
    }

    private QueuedMessage message() {
        return new QueuedMessage(
                queue,
                1,
                new PublishedMessage(new Topic("a"), MqttQoS.EXACTLY_ONCE, Unpooled.EMPTY_BUFFER, false, Instant.MAX));
    }
}
