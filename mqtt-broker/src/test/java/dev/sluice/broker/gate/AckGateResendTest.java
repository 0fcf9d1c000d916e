package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.puback;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which QoS 1 PUBLISH is the same one again, and which must never be taken for it. */
class AckGateResendTest {

    private static final String LARGE = "21.5 ".repeat(300);

    private final GatedDevice device = GatedDevice.mqtt5();

    @Test
    void aResendOfWhatIsStoredMeanwhileIsAnsweredAtOnceAndMakesNoSecondRecord() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        original.stored();

        next.publishes(1, 5, true);

        assertThat(next.ingest.held).isEmpty();
        assertThat(next.answers()).containsExactly(puback(5));
        assertThat(next.loop.resendsRecognised()).isEqualTo(1);
    }

    @Test
    void whatWasStoredButNotItsTurnIsRecognisedToo() {
        device.publishes(1, 5, false);
        device.publishes(1, 6, false).stored();
        var next = device.reconnected();

        next.publishes(1, 6, true);

        assertThat(next.ingest.held).isEmpty();
        assertThat(next.answers()).containsExactly(puback(6));
    }

    @Test
    void aResendOfWhatIsOnItsWayIsAnsweredWhenThatIsStored() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();

        next.publishes(1, 5, true);
        assertThat(next.answers()).isEmpty();
        original.stored();

        assertThat(next.ingest.held).isEmpty();
        assertThat(next.answers()).containsExactly(puback(5));
        assertThat(device.answers()).isEmpty();
    }

    @Test
    void resendsAreAnsweredInTheirOrder() {
        var first = device.publishes(1, 5, false);
        var second = device.publishes(1, 6, false);
        var next = device.reconnected();
        next.publishes(1, 5, true);
        next.publishes(1, 6, true);
        var third = next.publishes(1, 7, false);

        third.stored();
        second.stored();
        assertThat(next.answers()).isEmpty();
        first.stored();

        assertThat(next.answers()).containsExactly(puback(5), puback(6), puback(7));
    }

    @Test
    void aResendJoinsOverSeveralConnections() {
        var original = device.publishes(1, 5, false);
        var second = device.reconnected();
        second.publishes(1, 5, true);
        var third = second.reconnected();

        third.publishes(1, 5, true);
        original.stored();

        assertThat(third.ingest.held).isEmpty();
        assertThat(third.answers()).containsExactly(puback(5));
    }

    @Test
    void anAnswerThatComesTooLateForItsConnectionIsNotTakenForSent() {
        device.publishes(1, 5, false).stored();
        device.breaks();
        var next = device.reconnected();

        next.publishes(1, 5, true);

        assertThat(next.ingest.held).isEmpty();
        assertThat(next.answers()).containsExactly(puback(5));
    }

    @Test
    void aResendWithinTheConnectionIsAnsweredOnce() {
        var original = device.publishes(1, 5, false);

        device.publishes(1, 5, true);
        original.stored();

        assertThat(device.ingest.held).hasSize(1);
        assertThat(device.answers()).containsExactly(puback(5));
        assertThat(device.loop.resendsRecognised()).isEqualTo(1);
    }

    @Test
    void otherWordsUnderTheSameIdAreAnotherMessage() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        original.stored();

        next.repeats(1, 5, "other");

        assertThat(next.ingest.held).hasSize(1);
        assertThat(next.loop.resendsRecognised()).isZero();
    }

    @Test
    void otherWordsWithinTheConnectionAreAnotherMessage() {
        var original = device.publishes(1, 5, false);

        device.repeats(1, 5, "other");

        assertThat(device.ingest.held).hasSize(2);
        assertThat(device.ingest.last().publish().eventId())
                .isNotEqualTo(original.publish().eventId());
    }

    @Test
    void equalReadingsWithoutTheDupFlagAreTwoMessages() {
        device.publishes(1, 5, false);
        var next = device.reconnected();

        next.publishes(1, 5, false);

        assertThat(next.ingest.held).hasSize(1);
    }

    @Test
    void aResendOfWhatWasAnsweredIsTakenAsAMessageOfItsOwn() {
        device.publishes(1, 5, false).stored();
        assertThat(device.answers()).containsExactly(puback(5));
        var next = device.reconnected();

        next.publishes(1, 5, true);

        assertThat(next.ingest.held).hasSize(1);
    }

    @Test
    void aResendOfWhatMayNotBeStoredIsStoredAgain() {
        device.publishes(1, 5, false).ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        device.answers();
        var next = device.reconnected();

        next.publishes(1, 5, true).stored();

        assertThat(next.ingest.held).hasSize(1);
        assertThat(next.answers()).containsExactly(puback(5));
    }

    @Test
    void aRefusalOfTheFirstCopyIsHeardByItsResend() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        next.publishes(1, 5, true);

        original.refused(RefusalReason.QUOTA_EXCEEDED);

        assertThat(next.answers()).containsExactly(puback(5).because(0x97));
    }

    @Test
    void anUnknownFateOfTheFirstCopyEndsTheConnectionOfItsResendAndTheNextIsStoredAgain() {
        var original = device.publishes(1, 5, false);
        var second = device.reconnected();
        second.publishes(1, 5, true);
        original.ack().settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        assertThat(second.answers()).isEmpty();
        assertThat(second.closed).containsExactly(CloseReason.NOT_STORED);
        var third = second.reconnected();

        var resent = third.publishes(1, 5, true);

        assertThat(resent.publish().eventId()).isEqualTo(original.publish().eventId());
    }

    @Test
    void aDeviceThatCountsAfreshIsBelievedNothing() {
        device.publishes(1, 5, false);
        device.publishes(1, 6, false);
        var next = device.reconnected();
        device.ingest.held.forEach(StalledIngest.Held::stored);

        next.publishes(1, 5, false);
        next.publishes(1, 6, true);

        assertThat(next.ingest.held).hasSize(2);
    }

    @Test
    void aQosTwoMessageUnderAKnownIdShowsThatADeviceCountsAfresh() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        original.stored();

        next.publishes(2, 5, false);
        next.publishes(1, 5, true);

        assertThat(next.ingest.held).hasSize(2);
    }

    @Test
    void whatItDoesNotResendIsForgottenWhenTheDeviceGoesOn() {
        var original = device.publishes(1, 5, false);
        var second = device.reconnected();
        original.stored();
        second.publishes(1, 9, false);
        var third = second.reconnected();

        third.publishes(1, 5, true);

        assertThat(third.ingest.held).hasSize(1);
    }

    @Test
    void aLargeMessageIsRecognisedByItsFingerprint() {
        device.says(1, 5, false, false, LARGE);
        device.says(1, 6, false, false, LARGE);
        var next = device.reconnected();
        device.ingest.held.forEach(StalledIngest.Held::stored);

        next.repeats(1, 5, LARGE);
        assertThat(next.ingest.held).isEmpty();
        next.repeats(1, 6, LARGE.replace('1', '2'));

        assertThat(next.ingest.held).hasSize(1);
    }

    @Test
    void aRetainFlagMakesItAnotherMessage() {
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        original.stored();

        next.says(1, 5, true, true);

        assertThat(next.ingest.held).hasSize(1);
    }

    @Test
    void theFirstCopysContractAnswersItsResend() {
        device.ingest.contract = AckContract.SPOOLED;
        var original = device.publishes(1, 5, false);
        var next = device.reconnected();
        next.publishes(1, 6, false); // STORED, and not yet
        next.publishes(1, 5, true);

        original.stored();

        assertThat(next.answers()).containsExactly(puback(5));
    }

    @Test
    void aResendCountsAsInFlight() {
        var limited = GatedDevice.mqtt5(new GateLimits(1, Duration.ofMinutes(10), false));
        limited.publishes(1, 5, false);
        var next = limited.reconnected();

        next.publishes(1, 5, true);
        next.publishes(1, 6, false);

        assertThat(next.closed).containsExactly(CloseReason.RECEIVE_MAXIMUM_EXCEEDED);
    }

    @Test
    void theDeadlineOfAResendBeginsWithTheResend() {
        var limited = GatedDevice.mqtt5(new GateLimits(100, Duration.ofNanos(1), false));
        var original = limited.publishes(1, 5, false);
        limited.sweep();
        assertThat(limited.closed).containsExactly(CloseReason.DELIVERY_DEADLINE);
        var next = limited.reconnected();
        next.publishes(1, 5, true);

        next.tick();
        assertThat(next.closed).isEmpty();
        next.sweep();
        assertThat(next.closed).containsExactly(CloseReason.DELIVERY_DEADLINE);
        var last = next.reconnected();
        last.publishes(1, 5, true);
        original.stored();

        assertThat(last.answers()).containsExactly(puback(5));
    }
}
