package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static dev.sluice.broker.gate.Answer.pubcomp;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Settlement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who may send how much, and who is read. */
class AckGateFlowTest {

    private static final GateLimits TWO_IN_FLIGHT = new GateLimits(2, Duration.ofMinutes(10), false);

    @Test
    void mqtt5DeviceBeyondItsReceiveMaximumIsClosed() {
        var device = GatedDevice.mqtt5(TWO_IN_FLIGHT);

        device.publishes(1);
        device.publishes(2);
        assertThat(device.closed).isEmpty();
        device.publishes(1);

        assertThat(device.closed).containsExactly(CloseReason.RECEIVE_MAXIMUM_EXCEEDED);
        assertThat(device.ingest.held).hasSize(2);
    }

    @Test
    void anAcknowledgementMakesRoomAndQosZeroNeedsNone() {
        var device = GatedDevice.mqtt5(TWO_IN_FLIGHT);
        var first = device.publishes(1);
        device.publishes(1);
        first.stored();
        device.answers();

        device.publishes(1);
        device.publishes(0);

        assertThat(device.closed).isEmpty();
    }

    @Test
    void qosTwoMakesRoomOnlyOnceItIsReleased() {
        var device = GatedDevice.mqtt5(TWO_IN_FLIGHT);
        device.publishes(2, 1, false).stored();
        device.publishes(2, 2, false).stored();
        assertThat(device.answers()).containsExactly(pubrec(1), pubrec(2));

        device.releases(1);
        assertThat(device.answers()).containsExactly(pubcomp(1));
        device.publishes(2, 3, false);
        assertThat(device.closed).isEmpty();
        device.publishes(2, 4, false);

        assertThat(device.closed).containsExactly(CloseReason.RECEIVE_MAXIMUM_EXCEEDED);
    }

    @Test
    void releasingWhatWasNeverSentMakesNoRoom() {
        var device = GatedDevice.mqtt5(TWO_IN_FLIGHT);
        device.publishes(1);
        device.publishes(1);

        device.releases(99);
        assertThat(device.answers()).containsExactly(pubcomp(99).because(0x92));
        device.publishes(1);

        assertThat(device.closed).containsExactly(CloseReason.RECEIVE_MAXIMUM_EXCEEDED);
    }

    @Test
    void mqtt3KnowsNoReceiveMaximum() {
        var device = GatedDevice.mqtt3(TWO_IN_FLIGHT);

        device.publishes(1);
        device.publishes(1);
        device.publishes(1);

        assertThat(device.closed).isEmpty();
        assertThat(device.ingest.held).hasSize(3);
    }

    @Test
    void aConnectionThatMayNotReadIsPausedAndResumesWhenItMay() {
        var device = GatedDevice.mqtt5();
        device.ingest.mayRead = false;

        device.publishes(1);

        assertThat(device.channel.config().isAutoRead()).isFalse();
        assertThat(device.gate.isPaused()).isTrue();
        assertThat(device.loop.pausedConnections()).isEqualTo(1);

        device.ingest.mayRead = true;
        device.tick();

        assertThat(device.channel.config().isAutoRead()).isTrue();
        assertThat(device.loop.pausedConnections()).isZero();
    }

    @Test
    void aSettlementResumesReadingWithoutWaitingForTheClock() {
        var device = GatedDevice.mqtt5();
        device.ingest.mayRead = false;
        var message = device.publishes(1);
        device.ingest.mayRead = true;

        message.stored();

        assertThat(device.answers()).containsExactly(puback(1));
        assertThat(device.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aPausedConnectionThatGoesIsForgotten() {
        var device = GatedDevice.mqtt5();
        device.ingest.mayRead = false;
        device.publishes(0);

        device.disconnects();

        assertThat(device.loop.pausedConnections()).isZero();
    }

    @Test
    void aDeviceThatDoesNotReadItsAnswersIsNotReadEither() {
        var device = GatedDevice.mqtt5();
        device.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        device.channel.runPendingTasks();
        assertThat(device.gate.isPaused()).isTrue();
        assertThat(device.channel.config().isAutoRead()).isFalse();

        device.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
        device.channel.runPendingTasks();

        assertThat(device.gate.isPaused()).isFalse();
        assertThat(device.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whatLocalSubscribersWantIsAnsweredOnceBothHaveIt() {
        var device = GatedDevice.mqtt5();
        device.local.wantsAll = true;
        var message = device.publishes(1);
        assertThat(device.local.delivered).hasSize(1);

        message.stored();
        assertThat(device.answers()).isEmpty();
        device.local.fate.complete(true);

        assertThat(device.answers()).containsExactly(puback(1));
    }

    @Test
    void whatLocalSubscribersCannotGetClosesTheConnection() {
        var device = GatedDevice.mqtt5();
        device.local.wantsAll = true;
        var message = device.publishes(1);

        device.local.fate.complete(false);
        message.stored();

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.NOT_STORED);
    }

    @Test
    void retainedMessagesGoToTheLocalBrokerWhoeverListens() {
        var device = GatedDevice.mqtt5();

        device.says(0, 0, false, true);
        device.says(0, 0, false, false);

        assertThat(device.local.delivered).hasSize(1);
        assertThat(device.ingest.held).hasSize(2);
    }

    @Test
    void closingTwiceIsClosingOnce() {
        var device = GatedDevice.mqtt5();
        var first = device.publishes(1);
        var second = device.publishes(2);

        first.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        second.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        device.answers();

        assertThat(device.closed).hasSize(1);
    }
}
