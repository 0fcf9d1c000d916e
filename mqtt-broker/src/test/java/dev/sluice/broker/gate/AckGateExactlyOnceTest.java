package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.pubcomp;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.RefusalReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** QoS 2 through the gate (MQTT 5.0 §4.3.3). */
class AckGateExactlyOnceTest {

    private final GatedDevice device = GatedDevice.mqtt5();

    @Test
    void pubrecWaitsForTheMessageAndPubcompOnlyForPubrel() {
        var message = device.publishes(2);
        assertThat(device.answers()).isEmpty();

        message.stored();
        assertThat(device.answers()).containsExactly(pubrec(1));
        device.releases(1);

        assertThat(device.answers()).containsExactly(pubcomp(1));
        assertThat(device.session.receiving()).isZero();
    }

    @Test
    void aResendWhileTheMessageWaitsMakesNoSecondOne() {
        var message = device.publishes(2, 7, false);
        var next = device.reconnected();

        next.publishes(2, 7, true);
        assertThat(next.ingest.held).isEmpty();
        message.stored();

        assertThat(next.answers()).containsExactly(pubrec(7));
        assertThat(device.answers()).isEmpty();
    }

    @Test
    void aResendOfWhatIsStoredIsAnsweredAtOnce() {
        device.publishes(2, 7, false).stored();
        var next = device.reconnected();

        next.publishes(2, 7, true);

        assertThat(next.ingest.held).isEmpty();
        assertThat(next.answers()).containsExactly(pubrec(7));
    }

    @Test
    void aResendOnTheSameConnectionIsAnsweredOnceAndHoldsNobodyUp() {
        var message = device.publishes(2, 7, false);
        device.publishes(2, 7, true);
        var later = device.publishes(2, 8, false);

        message.stored();
        later.stored();

        assertThat(device.ingest.held).hasSize(2);
        assertThat(device.answers()).containsExactly(pubrec(7), pubrec(8));
    }

    @Test
    void aReleasedPacketIdMeansANewMessage() {
        device.publishes(2, 7, false).stored();
        device.answers();
        device.releases(7);
        device.answers();

        device.publishes(2, 7, false);

        assertThat(device.ingest.held).hasSize(2);
    }

    @Test
    void releasingBeforePubrecIsAgainstTheProtocol() {
        device.publishes(2, 7, false);

        device.releases(7);

        assertThat(device.closed).containsExactly(CloseReason.PROTOCOL_ERROR);
    }

    @Test
    void releasingOnTheNextConnectionCompletesTheExchange() {
        device.publishes(2, 7, false).stored();
        device.answers();
        var next = device.reconnected();

        next.releases(7);

        assertThat(next.answers()).containsExactly(pubcomp(7));
    }

    @Test
    void mqtt3DevicesHearPubcompWithoutAReason() {
        var old = GatedDevice.mqtt3();

        old.releases(7);

        assertThat(old.answers()).containsExactly(pubcomp(7));
    }

    @Test
    void aRefusedPacketIdMeansANewMessage() {
        device.publishes(2, 7, false).refused(RefusalReason.QUOTA_EXCEEDED);
        assertThat(device.answers()).containsExactly(pubrec(7).because(0x97));

        device.publishes(2, 7, false);

        assertThat(device.ingest.held).hasSize(2);
    }

    @Test
    void aResendRefusedAtTheDeadlineMeansANewMessageAfterwards() {
        var waiting = GatedDevice.mqtt5(new GateLimits(100, Duration.ofNanos(1), true));
        waiting.publishes(2, 7, false);
        waiting.publishes(2, 7, true);

        waiting.sweep();
        assertThat(waiting.answers()).containsExactly(pubrec(7).because(0x97));
        waiting.publishes(2, 7, false);

        assertThat(waiting.ingest.held).hasSize(2);
    }
}
