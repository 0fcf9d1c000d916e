package dev.sluice.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.DeviceSession.Arrival;
import dev.sluice.broker.session.DeviceSession.Release;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceSessionTest {

    private final DeviceSession session = new DeviceSession();
    private final List<Settlement> heard = new ArrayList<>();

    @Test
    void aPacketIdNotSeenBeforeIsANewMessage() {
        var first = session.received(7, "event", heard::add);

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
        assertThat(session.released(7)).isEqualTo(Release.RELEASED);
    }

    @Test
    void aResendJoinsAndIsAnsweredInsteadOfTheOriginal() {
        HeldAck original = settlement -> {
            throw new AssertionError("that connection is gone");
        };
        var message = ((Arrival.New) session.received(7, "event", original)).ack();
        message.under(AckContract.RECEIVED);

        var resend = session.received(7, "other", heard::add);
        message.settle(Settlement.STORED);

        assertThat(resend).isEqualTo(new Arrival.Joined(message, AckContract.RECEIVED, original));
        assertThat(heard).containsExactly(Settlement.STORED);
    }

    @Test
    void aResendOfWhatIsStoredIsKnown() {
        arrives(7).settle(Settlement.STORED);

        assertThat(session.received(7, "other", heard::add)).isEqualTo(new Arrival.AlreadyStored(AckContract.STORED));
    }

    @Test
    void releasingForgetsThePacketId() {
        arrives(7).settle(Settlement.STORED);

        assertThat(session.released(7)).isEqualTo(Release.RELEASED);
        assertThat(session.released(7)).isEqualTo(Release.UNKNOWN);
        assertThat(session.received(7, "new", heard::add)).isInstanceOf(Arrival.New.class);
    }

    @Test
    void releasingWhatIsNotStoredIsTooEarly() {
        arrives(7);

        assertThat(session.released(7)).isEqualTo(Release.TOO_EARLY);
        assertThat(session.receiving()).isEqualTo(1);
    }

    @Test
    void refusedAndLostMessagesFreeTheirPacketId() {
        arrives(7).settle(new Settlement.Refused(RefusalReason.NOT_AUTHORIZED));
        arrives(8).settle(new Settlement.Unsettled(CloseReason.NOT_STORED));

        assertThat(session.receiving()).isZero();
        assertThat(session.received(7, "new", heard::add)).isInstanceOf(Arrival.New.class);
    }

    @Test
    void aLateWordOnARefusedMessageDoesNotTouchTheNextUnderItsPacketId() {
        var refused = arrives(7);
        refused.settle(new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED));
        arrives(7);
        heard.clear();

        refused.settle(Settlement.STORED);

        assertThat(heard).isEmpty();
        assertThat(session.released(7)).isEqualTo(Release.TOO_EARLY);
    }

    @Test
    void aResentQosOneMessageIsKnownByThePacketIdOnce() {
        session.leftUnacknowledged(5, "event");

        assertThat(session.resent(4)).isNull();
        assertThat(session.resent(5)).isEqualTo("event");
        assertThat(session.resent(5)).isNull();
    }

    private DeviceSession.QosTwoMessage arrives(int packetId) {
        return ((Arrival.New) session.received(packetId, "event-" + packetId, heard::add)).ack();
    }
}
