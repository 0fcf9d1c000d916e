package dev.sluice.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceSessionTest {

    private static final Fingerprint SAID = Fingerprint.of("topic", new byte[] {1}, false);
    private static final Fingerprint OTHER = Fingerprint.of("topic", new byte[] {2}, false);

    private final DeviceSession session = new DeviceSession(100, 1, Set.of());
    private final List<Settlement> heard = new ArrayList<>();

    @Test
    void aPacketIdNotSeenBeforeIsANewMessage() {
        var first = session.received(7, false, "event", SAID, heard::add);

        assertThat(first)
                .isInstanceOfSatisfying(
                        Arrival.New.class,
                        message -> assertThat(message.ack().eventId()).isEqualTo("event"));
        assertThat(session.receiving()).isEqualTo(1);
    }

    @Test
    void itsSettlementReachesTheConnectionItCameOn() {
        arrives(7).settle(Settlement.STORED);

        assertThat(heard).containsExactly(Settlement.STORED);
    }

    @Test
    void onlyTheFirstSettlementCounts() {
        var message = arrives(7);

        message.settle(Settlement.STORED);
        message.settle(new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED));

        assertThat(heard).containsExactly(Settlement.STORED);
        assertThat(session.released(7, HeldAck.NONE)).isInstanceOf(Release.Begun.class);
    }

    @Test
    void aResendJoinsAndIsAnsweredInsteadOfTheOriginal() {
        HeldAck original = settlement -> {
            throw new AssertionError("that connection is gone");
        };
        var message = ((Arrival.New) session.received(7, false, "event", SAID, original)).ack();
        message.under(AckContract.RECEIVED);

        var resend = session.received(7, true, "other", SAID, heard::add);
        message.settle(Settlement.STORED);

        assertThat(resend).isEqualTo(new Arrival.Joined(message, AckContract.RECEIVED, original));
        assertThat(heard).containsExactly(Settlement.STORED);
    }

    @Test
    void aResendOfWhatIsStoredIsKnown() {
        arrives(7).settle(Settlement.STORED);

        assertThat(session.received(7, true, "other", SAID, heard::add))
                .isEqualTo(new Arrival.AlreadyStored(AckContract.STORED));
    }

    @Test
    void releasingForgetsThePacketIdOnceNothingIsLeftOfIt() {
        arrives(7).settle(Settlement.STORED);
        heard.clear();

        var release = releasing(7);
        assertThat(session.receiving()).isEqualTo(1);
        release.settle(Settlement.STORED);

        assertThat(heard).containsExactly(Settlement.STORED);
        assertThat(session.released(7, heard::add)).isInstanceOf(Release.Unknown.class);
        assertThat(session.received(7, false, "new", SAID, heard::add)).isInstanceOf(Arrival.New.class);
    }

    @Test
    void releasingWhatIsNotStoredIsTooEarly() {
        arrives(7);

        assertThat(session.released(7, heard::add)).isInstanceOf(Release.TooEarly.class);
        assertThat(session.receiving()).isEqualTo(1);
    }

    @Test
    void aSecondReleaseJoinsTheFirst() {
        arrives(7).settle(Settlement.STORED);
        HeldAck first = settlement -> {
            throw new AssertionError("that connection is gone");
        };
        var release = ((Release.Begun) session.released(7, first)).ack();
        heard.clear();

        var second = session.released(7, heard::add);
        release.settle(Settlement.STORED);

        assertThat(second).isEqualTo(new Release.Joined(first));
        assertThat(heard).containsExactly(Settlement.STORED);
    }

    @Test
    void aReleaseThatFailedIsBegunAnew() {
        arrives(7).settle(Settlement.STORED);
        heard.clear();
        var failed = releasing(7);
        failed.settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        releasing(7).settle(Settlement.STORED);

        assertThat(heard).containsExactly(new Settlement.Unsettled(CloseReason.NOT_STORED), Settlement.STORED);
        assertThat(session.receiving()).isZero();
    }

    @Test
    void onlyTheFirstWordOnAReleaseCounts() {
        arrives(7).settle(Settlement.STORED);
        heard.clear();
        var release = releasing(7);

        release.settle(Settlement.STORED);
        release.settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        assertThat(heard).containsExactly(Settlement.STORED);
        assertThat(session.receiving()).isZero();
    }

    @Test
    void aResendOfWhatIsBeingReleasedIsKnown() {
        arrives(7).settle(Settlement.STORED);
        releasing(7);

        assertThat(session.received(7, true, "other", SAID, heard::add)).isInstanceOf(Arrival.AlreadyStored.class);
    }

    @Test
    void withoutTheDupFlagAnIdThatIsBeingReleasedMeansANewMessage() {
        arrives(7).settle(Settlement.STORED);
        var release = releasing(7);
        var next = ((Arrival.New) session.received(7, false, "new", SAID, heard::add)).ack();
        heard.clear();

        release.settle(Settlement.STORED);
        next.settle(Settlement.STORED);

        assertThat(heard).containsExactly(Settlement.STORED, Settlement.STORED);
        assertThat(session.released(7, heard::add)).isInstanceOf(Release.Begun.class);
    }

    @Test
    void whatIsStoredIsKnownWhateverTheDupFlagSays() {
        arrives(7).settle(Settlement.STORED);

        assertThat(session.received(7, false, "other", SAID, heard::add)).isInstanceOf(Arrival.AlreadyStored.class);
    }

    @Test
    void anotherMessageUnderAnIdInUseIsNewWhateverTheDupFlagSays() {
        arrives(7).settle(Settlement.STORED);
        arrives(8).settle(Settlement.STORED);

        assertThat(session.received(7, false, "new", OTHER, heard::add)).isInstanceOf(Arrival.New.class);
        assertThat(session.received(8, true, "new", OTHER, heard::add)).isInstanceOf(Arrival.New.class);
    }

    @Test
    void whatWaitedUnderTheIdOfAnotherMessageIsStoredWithoutAnAnswer() {
        HeldAck original = settlement -> {
            throw new AssertionError("the device has forgotten it");
        };
        var forgotten = ((Arrival.New) session.received(7, false, "event", SAID, original)).ack();

        var next = (Arrival.New) session.received(7, true, "new", OTHER, heard::add);
        forgotten.settle(Settlement.STORED);
        assertThat(heard).isEmpty();
        next.ack().settle(Settlement.STORED);

        assertThat(next.before()).isSameAs(original);
        assertThat(heard).containsExactly(Settlement.STORED);
    }

    @Test
    void whatAnEarlierProcessStoredIsKnownToItsResend() {
        var resumed = new DeviceSession(100, 1, Set.of(7));

        assertThat(resumed.received(7, true, "other", SAID, heard::add)).isInstanceOf(Arrival.AlreadyStored.class);
        assertThat(resumed.released(7, heard::add)).isInstanceOf(Release.Begun.class);
    }

    @Test
    void withoutTheDupFlagAnIdFromAnEarlierProcessMeansANewMessage() {
        var resumed = new DeviceSession(100, 1, Set.of(7));

        var arrival = resumed.received(7, false, "new", SAID, heard::add);

        assertThat(arrival).isInstanceOf(Arrival.New.class);
        assertThat(resumed.released(7, heard::add)).isInstanceOf(Release.TooEarly.class);
    }

    @Test
    void aReleaseFromAnEarlierProcessThatFailedIsBegunAnew() {
        var resumed = new DeviceSession(100, 1, Set.of(7));
        ((Release.Begun) resumed.released(7, heard::add))
                .ack()
                .settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        assertThat(resumed.received(7, true, "other", SAID, heard::add)).isInstanceOf(Arrival.AlreadyStored.class);
        assertThat(resumed.released(7, heard::add)).isInstanceOf(Release.Begun.class);
    }

    @Test
    void refusedAndLostMessagesFreeTheirPacketId() {
        arrives(7).settle(new Settlement.Refused(RefusalReason.NOT_AUTHORIZED));
        arrives(8).settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        assertThat(session.receiving()).isZero();
        assertThat(session.received(7, false, "new", SAID, heard::add)).isInstanceOf(Arrival.New.class);
    }

    @Test
    void aLateWordOnARefusedMessageDoesNotTouchTheNextUnderItsPacketId() {
        var refused = arrives(7);
        refused.settle(new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED));
        arrives(7);
        heard.clear();

        refused.settle(Settlement.STORED);

        assertThat(heard).isEmpty();
        assertThat(session.released(7, heard::add)).isInstanceOf(Release.TooEarly.class);
    }

    private QosTwoMessage arrives(int packetId) {
        return ((Arrival.New) session.received(packetId, false, "event-" + packetId, SAID, heard::add)).ack();
    }

    private HeldAck releasing(int packetId) {
        return ((Release.Begun) session.released(packetId, heard::add)).ack();
    }
}
