package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a device sees of a message that is not simply stored. */
class AckGateFateTest {

    private static final GateLimits CLOSING = new GateLimits(100, Duration.ofNanos(1), false);
    private static final GateLimits REFUSING = new GateLimits(100, Duration.ofNanos(1), true);

    @Test
    void refusalReachesMqtt5DevicesAsReasonCode() {
        var device = GatedDevice.mqtt5();

        device.publishes(1).refused(RefusalReason.PAYLOAD_FORMAT_INVALID);
        device.publishes(2).refused(RefusalReason.NOT_AUTHORIZED);

        assertThat(device.answers())
                .containsExactlyInAnyOrder(puback(1).because(0x99), pubrec(2).because(0x87));
        assertThat(device.closed).isEmpty();
    }

    @Test
    void refusalTakesItsTurnLikeAnyAnswer() {
        var device = GatedDevice.mqtt5();
        var first = device.publishes(1);
        device.publishes(1).refused(RefusalReason.QUOTA_EXCEEDED);

        assertThat(device.answers()).isEmpty();
        first.stored();

        assertThat(device.answers()).containsExactly(puback(1), puback(2).because(0x97));
    }

    @Test
    void refusalClosesMqtt3Devices() {
        var device = GatedDevice.mqtt3();

        device.publishes(1).refused(RefusalReason.PAYLOAD_FORMAT_INVALID);

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.NOT_STORED);
    }

    @Test
    void unknownFateClosesTheConnection() {
        var device = GatedDevice.mqtt5();

        device.publishes(1).ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.NOT_STORED);
    }

    @Test
    void acknowledgementsDueBeforeAnUnknownFateStillLeave() {
        var device = GatedDevice.mqtt5();
        var first = device.publishes(1);
        var second = device.publishes(1);

        second.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        first.stored();

        assertThat(device.answers()).containsExactly(puback(1));
        assertThat(device.closed).containsExactly(CloseReason.NOT_STORED);
    }

    @Test
    void nothingIsTakenFromAConnectionThatIsBeingClosed() {
        var device = GatedDevice.mqtt5();
        device.publishes(1).ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        device.answers();

        device.publishes(1);

        assertThat(device.ingest.held).hasSize(1);
    }

    @Test
    void acknowledgementWithheldPastTheDeadlineClosesTheConnection() {
        var device = GatedDevice.mqtt5(CLOSING);
        device.publishes(1);

        device.sweep();

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.DELIVERY_DEADLINE);
    }

    @Test
    void acknowledgementWithheldPastTheDeadlineIsRefusedByChoice() {
        var device = GatedDevice.mqtt5(REFUSING);
        var message = device.publishes(1);
        device.publishes(2);

        device.sweep();

        assertThat(device.answers())
                .containsExactlyInAnyOrder(puback(1).because(0x97), pubrec(2).because(0x97));
        assertThat(device.closed).isEmpty();
        assertThat(device.loop.handedBack()).isEqualTo(2);
        message.stored();
        assertThat(device.answers()).isEmpty();
    }

    @Test
    void mqtt3DevicesAreClosedAtTheDeadlineWhateverTheChoice() {
        var device = GatedDevice.mqtt3(REFUSING);
        device.publishes(1);

        device.sweep();

        assertThat(device.closed).containsExactly(CloseReason.DELIVERY_DEADLINE);
    }

    @Test
    void nobodyIsHeldToTheDeadlineOfAMessageThatIsStored() {
        var device = GatedDevice.mqtt5(CLOSING);
        device.publishes(1).stored();
        device.answers();

        device.sweep();

        assertThat(device.closed).isEmpty();
        assertThat(device.loop.oldestWithheldNanos()).isZero();
    }

    @Test
    void howLongTheOldestIsWithheldCanBeSeen() {
        var device = GatedDevice.mqtt5();
        device.publishes(1);

        device.sweep();

        assertThat(device.loop.oldestWithheldNanos()).isPositive();
    }

    @Test
    void anIngestThatThrowsEndsItsConnectionAndTheClockGoesOn() {
        var device = GatedDevice.mqtt5(CLOSING);
        var failures = device.failures();
        device.ingest.mayRead = false;
        device.publishes(1);
        device.ingest.throwsWhenAsked = true;

        device.tick();
        assertThat(failures).hasSize(1);
        assertThat(device.loop.pausedConnections()).isZero();
        device.sweep();

        assertThat(device.closed).containsExactly(CloseReason.DELIVERY_DEADLINE);
    }
}
