package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.RefusalReason;
import org.junit.jupiter.api.Test;

class AckGateOrderTest {

    private final GatedDevice device = GatedDevice.mqtt5();

    @Test
    void secondMessageStoredFirstStillWaitsForTheFirst() {
        var first = device.publishes(1);
        var second = device.publishes(1);

        second.stored();

        assertThat(device.answers()).isEmpty();
        first.stored();
        assertThat(device.answers()).containsExactly(puback(1), puback(2));
    }

    @Test
    void everythingSettledMeanwhileLeavesInOneFlush() {
        var first = device.publishes(1);
        var second = device.publishes(2);
        var third = device.publishes(1);

        first.stored();
        second.stored();
        third.stored();

        assertThat(device.flushes())
                .singleElement()
                .satisfies(flush -> assertThat(flush).containsExactlyInAnyOrder(puback(1), pubrec(2), puback(3)));
    }

    @Test
    void qosTwoDoesNotWaitForQosOne() {
        var once = device.publishes(1);
        var exactlyOnce = device.publishes(2);

        exactlyOnce.stored();

        assertThat(device.answers()).containsExactly(pubrec(2));
        once.stored();
        assertThat(device.answers()).containsExactly(puback(1));
    }

    @Test
    void oneContractDoesNotWaitForTheOther() {
        var stored = device.publishes(1);
        device.ingest.contract = AckContract.RECEIVED;
        var received = device.publishes(1);

        received.stored();

        assertThat(device.answers()).containsExactly(puback(2));
        stored.stored();
        assertThat(device.answers()).containsExactly(puback(1));
    }

    @Test
    void whatIsSpooledNeverWaitsForWhatIsStored() {
        for (int qos = 1; qos <= 2; qos++) {
            var slow = GatedDevice.mqtt5();
            var stored = slow.publishes(qos);
            slow.ingest.contract = AckContract.SPOOLED;
            var spooled = slow.publishes(qos);

            spooled.stored();
            assertThat(slow.answers()).extracting(Answer::packetId).containsExactly(2);
            stored.stored();

            assertThat(slow.answers()).extracting(Answer::packetId).containsExactly(1);
        }
    }

    @Test
    void aMessageStoredBeforeReceiveReturnsIsAnsweredToo() {
        device.ingest.storesAtOnce = true;

        device.publishes(1);
        device.publishes(2);

        assertThat(device.answers()).containsExactlyInAnyOrder(puback(1), pubrec(2));
    }

    @Test
    void onlyTheFirstSettlementCounts() {
        var message = device.publishes(1);

        message.stored();
        message.refused(RefusalReason.QUOTA_EXCEEDED);
        message.stored();

        assertThat(device.answers()).containsExactly(puback(1));
    }

    @Test
    void qosZeroIsTakenAndNeverAnswered() {
        var message = device.publishes(0);

        message.stored();

        assertThat(device.ingest.held).hasSize(1);
        assertThat(device.answers()).isEmpty();
    }

    @Test
    void settlingForAConnectionThatIsGoneDoesNothing() {
        var message = device.publishes(1);
        var onItsWay = device.publishes(2);
        device.disconnects();

        message.stored();
        onItsWay.stored();

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).isEmpty();
        assertThat(device.ingest.disconnected).isTrue();
    }

    @Test
    void anAnswerNeverGoesToTheNextConnectionUnderTheSamePacketId() {
        var before = device.publishes(1, 5, false);
        var next = device.reconnected();
        next.publishes(1, 5, false);

        before.stored();

        assertThat(next.answers()).isEmpty();
    }
}
