package dev.sluice.broker.gate;

import static dev.sluice.broker.gate.Answer.pubcomp;
import static dev.sluice.broker.gate.Answer.pubrec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.broker.publish.CloseReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PUBREL and the PUBCOMP that waits for the ingest's word; packet ids that an earlier process knew. */
class AckGateReleaseTest {

    private final GatedDevice device = GatedDevice.mqtt5();

    @Test
    void pubcompWaitsForTheIngestsWord() {
        stored(device, 7);

        device.releases(7);
        assertThat(device.answers()).isEmpty();
        device.ingest.released.get(0).done();

        assertThat(device.answers()).containsExactly(pubcomp(7));
        assertThat(device.session.receiving()).isZero();
    }

    @Test
    void pubcompsLeaveInTheOrderOfTheirPubrelsAndInOneFlush() {
        stored(device, 7);
        stored(device, 8);
        device.releases(7);
        device.releases(8);

        device.ingest.released.get(1).done();
        assertThat(device.answers()).isEmpty();
        device.ingest.released.get(0).done();

        assertThat(device.flushes()).containsExactly(List.of(pubcomp(7), pubcomp(8)));
    }

    @Test
    void aReleaseThatFailsEndsTheConnectionAndIsAskedForAgain() {
        stored(device, 7);
        device.releases(7);

        device.ingest.released.get(0).failed();
        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.NOT_STORED);
        var next = device.reconnected();
        next.releases(7);

        assertThat(next.ingest.released).hasSize(1);
        assertThat(next.answers()).containsExactly(pubcomp(7));
    }

    @Test
    void aPubrelOnTheNextConnectionJoinsTheReleaseOnItsWay() {
        stored(device, 7);
        device.releases(7);
        var next = device.reconnected();

        next.releases(7);
        assertThat(next.ingest.released).isEmpty();
        device.ingest.released.get(0).done();

        assertThat(next.answers()).containsExactly(pubcomp(7));
        assertThat(device.answers()).isEmpty();
    }

    @Test
    void aPubrelAfterwardsIsAnsweredToo() {
        stored(device, 7);
        device.releases(7);
        var next = device.reconnected();
        device.ingest.released.get(0).done();

        next.releases(7);

        assertThat(next.ingest.released).hasSize(1);
        assertThat(next.answers()).containsExactly(pubcomp(7).because(0x92));
    }

    @Test
    void aSecondPubrelOnTheSameConnectionIsAnsweredOnceAndHoldsNobodyUp() {
        stored(device, 7);
        stored(device, 8);
        device.releases(7);
        device.releases(7);
        device.releases(8);

        device.ingest.released.forEach(StalledIngest.Released::done);

        assertThat(device.ingest.released).hasSize(2);
        assertThat(device.answers()).containsExactly(pubcomp(7), pubcomp(8));
    }

    @Test
    void anUnknownIdIsReleasedBeforeTheDeviceHearsThatItIsUnknown() {
        device.ingest.keepsReleases = true;

        device.releases(9);
        assertThat(device.answers()).isEmpty();
        device.ingest.released.get(0).done();

        assertThat(device.ingest.released)
                .extracting(StalledIngest.Released::packetId)
                .containsExactly(9);
        assertThat(device.answers()).containsExactly(pubcomp(9).because(0x92));
    }

    @Test
    void anUnknownIdThatCannotBeReleasedEndsTheConnection() {
        device.ingest.keepsReleases = true;
        device.releases(9);

        device.ingest.released.get(0).failed();

        assertThat(device.answers()).isEmpty();
        assertThat(device.closed).containsExactly(CloseReason.NOT_STORED);
    }

    @Test
    void anIdThatIsBeingReleasedStillAnswersItsResend() {
        stored(device, 7);
        device.releases(7);

        device.publishes(2, 7, true);

        assertThat(device.ingest.held).hasSize(1);
        assertThat(device.answers()).containsExactly(pubrec(7));
    }

    @Test
    void pubcompWithheldPastTheDeadlineEndsTheConnectionWhateverTheChoice() {
        var limited = GatedDevice.mqtt5(new GateLimits(100, Duration.ofNanos(1), true));
        stored(limited, 7);
        limited.releases(7);

        limited.sweep();

        assertThat(limited.closed).containsExactly(CloseReason.DELIVERY_DEADLINE);
    }

    @Test
    void anIngestThatThrowsLeavesNoIdThatWaitsForEver() {
        stored(device, 7);
        device.ingest.throwsWhenAsked = true;
        assertThatThrownBy(() -> {
                    device.releases(7);
                    device.channel.checkException();
                })
                .isInstanceOf(IllegalStateException.class);
        var next = device.reconnected();

        next.releases(7);

        assertThat(next.answers()).containsExactly(pubcomp(7));
    }

    @Test
    void anIngestThatThrowsLeavesNoMessageThatWaitsForEver() {
        device.ingest.throwsWhenReceiving = true;
        assertThatThrownBy(() -> {
                    device.publishes(2, 7, false);
                    device.channel.checkException();
                })
                .isInstanceOf(IllegalStateException.class);
        var next = device.reconnected();

        next.publishes(2, 7, true).stored();

        assertThat(next.answers()).containsExactly(pubrec(7));
    }

    @Test
    void aResendOfWhatAnEarlierProcessStoredIsAnsweredAtOnce() {
        var resumed = GatedDevice.storedBefore(7);

        resumed.publishes(2, 7, true);
        assertThat(resumed.ingest.held).isEmpty();
        assertThat(resumed.answers()).containsExactly(pubrec(7));
        resumed.releases(7);

        assertThat(resumed.ingest.released).hasSize(1);
        assertThat(resumed.answers()).containsExactly(pubcomp(7));
    }

    @Test
    void withoutTheDupFlagAnIdFromAnEarlierProcessIsANewMessage() {
        var resumed = GatedDevice.storedBefore(7);

        resumed.publishes(2, 7, false).stored();

        assertThat(resumed.answers()).containsExactly(pubrec(7));
        assertThat(resumed.ingest.held).hasSize(1);
    }

    private static void stored(GatedDevice device, int packetId) {
        device.ingest.keepsReleases = true;
        device.publishes(2, packetId, false).stored();
        assertThat(device.answers()).containsExactly(pubrec(packetId));
    }
}
