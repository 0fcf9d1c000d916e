package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Settlement;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class AckGateEventIdTest {

    private final GatedDevice device = GatedDevice.mqtt5();

    @Test
    void everyPublishHasAnEventIdOfItsOwn() {
        var seen = new HashSet<String>();
        for (int qos = 0; qos < 3; qos++) {
            for (int i = 0; i < 20; i++) {
                seen.add(device.publishes(qos).publish().eventId());
            }
        }

        assertThat(seen).hasSize(60);
    }

    @Test
    void aResendOfWhatMayNotBeStoredKeepsItsEventId() {
        var original = device.publishes(1, 5, false);
        original.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        var next = device.reconnected();

        var resent = next.publishes(1, 5, true);

        assertThat(resent.publish().eventId()).isEqualTo(original.publish().eventId());
        assertThat(resent.publish().duplicate()).isTrue();
    }

    @Test
    void whatBecomesUncertainAfterTheConnectionKeepsItsEventIdToo() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        original.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        var resent = next.publishes(1, 5, true);

        assertThat(resent.publish().eventId()).isEqualTo(original.publish().eventId());
    }

    @Test
    void otherWordsUnderTheDupFlagAreAnotherEvent() {
        var original = device.publishes(1, 5, false);
        original.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        var next = device.reconnected();

        next.repeats(1, 5, "other");

        assertThat(next.ingest.last().publish().eventId())
                .isNotEqualTo(original.publish().eventId());
    }

    @Test
    void aResendOfWhatWasAcknowledgedIsANewEvent() {
        var original = device.publishes(1, 5, false);
        original.stored();
        assertThat(device.answers()).containsExactly(puback(5));
        var next = device.reconnected();

        var resent = next.publishes(1, 5, true);

        assertThat(resent.publish().eventId()).isNotEqualTo(original.publish().eventId());
    }

    @Test
    void anotherMessageUnderTheSamePacketIdIsANewEvent() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();

        var other = next.publishes(1, 5, false);

        assertThat(other.publish().eventId()).isNotEqualTo(original.publish().eventId());
    }

    @Test
    void aPacketIdTakenForAnotherMessageNoLongerMeansTheOldEvent() {
        var original = device.publishes(1, 5, false);
        var second = device.reconnected();
        second.publishes(1, 5, false).stored();
        assertThat(second.answers()).containsExactly(puback(5));
        var third = second.reconnected();

        var resent = third.publishes(1, 5, true);

        assertThat(resent.publish().eventId()).isNotEqualTo(original.publish().eventId());
    }

    @Test
    void theMessageThatClosedTheConnectionKeepsItsEventId() {
        var original = device.publishes(1, 5, false);
        original.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        device.answers();
        var next = device.reconnected();

        var resent = next.publishes(1, 5, true);

        assertThat(resent.publish().eventId()).isEqualTo(original.publish().eventId());
    }
}
