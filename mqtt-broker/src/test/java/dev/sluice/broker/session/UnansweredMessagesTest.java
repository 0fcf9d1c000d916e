package dev.sluice.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.Fingerprint;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class UnansweredMessagesTest {

    private final UnansweredMessages left = new UnansweredMessages(3);

    @Test
    void nothingIsKnownAtFirst() {
        assertThat(left.any()).isFalse();
        assertThat(left.resent(5, says("21.5"))).isEqualTo(new Resend.Unknown());
    }

    @Test
    void aResendOfWhatIsStoredOrOnItsWayIsRecognised() {
        var stored = leaves(5, "21.5", Settlement.STORED);
        var onItsWay = leaves(6, "21.6", null);

        assertThat(left.resent(5, says("21.5"))).isEqualTo(new Resend.Recognised(stored, AckContract.SPOOLED));
        assertThat(left.resent(6, says("21.6"))).isEqualTo(new Resend.Recognised(onItsWay, AckContract.SPOOLED));
        assertThat(left.any()).isFalse();
    }

    @Test
    void aResendOfWhatMayNotBeStoredIsTheSameEventAgain() {
        leaves(5, "21.5", new Settlement.Unsettled(CloseReason.NOT_STORED));
        leaves(6, "21.6", new Settlement.Refused(RefusalReason.QUOTA_EXCEEDED));

        assertThat(left.resent(5, says("21.5"))).isEqualTo(new Resend.Again("event-5"));
        assertThat(left.resent(6, says("21.6"))).isEqualTo(new Resend.Again("event-6"));
    }

    @Test
    void aPacketIdIsKnownOnce() {
        leaves(5, "21.5", Settlement.STORED);
        left.resent(5, says("21.5"));

        assertThat(left.resent(5, says("21.5"))).isEqualTo(new Resend.Unknown());
    }

    @Test
    void otherWordsShowThatTheDeviceHasLostItsMemory() {
        leaves(5, "21.5", Settlement.STORED);
        leaves(6, "21.6", Settlement.STORED);

        assertThat(left.resent(5, says("21.7"))).isEqualTo(new Resend.Unknown());

        assertThat(left.any()).isFalse();
        assertThat(left.resent(6, says("21.6"))).isEqualTo(new Resend.Unknown());
    }

    @Test
    void aNewMessageUnderAnIdInUseShowsItToo() {
        leaves(5, "21.5", Settlement.STORED);
        leaves(6, "21.6", Settlement.STORED);

        left.somethingNew(5);

        assertThat(left.any()).isFalse();
        assertThat(left.resent(6, says("21.6"))).isEqualTo(new Resend.Unknown());
    }

    @Test
    void aNewMessageUnderAFreeIdMayComeBeforeTheResends() {
        var stored = leaves(5, "21.5", Settlement.STORED);

        left.somethingNew(9);

        assertThat(left.resent(5, says("21.5"))).isEqualTo(new Resend.Recognised(stored, AckContract.SPOOLED));
    }

    @Test
    void whatADeviceDoesNotResendBesideItsNewMessagesIsForgottenWithTheConnection() {
        leaves(5, "21.5", Settlement.STORED);
        left.connectionEnds();
        assertThat(left.any()).isTrue();

        left.somethingNew(9);
        left.connectionEnds();
        var present = leaves(9, "21.9", null);

        assertThat(left.resent(5, says("21.5"))).isEqualTo(new Resend.Unknown());
        assertThat(left.resent(9, says("21.9"))).isEqualTo(new Resend.Recognised(present, AckContract.SPOOLED));
    }

    @Test
    void aConnectionThatBrokeBeforeAllWasResentForgetsNothing() {
        leaves(5, "21.5", Settlement.STORED);
        var second = leaves(6, "21.6", Settlement.STORED);
        left.resent(5, says("21.5"));
        left.connectionEnds();

        assertThat(left.resent(6, says("21.6"))).isEqualTo(new Resend.Recognised(second, AckContract.SPOOLED));
    }

    @Test
    void theOldestGiveWay() {
        leaves(1, "1", null);
        leaves(2, "2", null);
        leaves(1, "1", null);
        leaves(3, "3", null);
        leaves(4, "4", null);

        assertThat(left.resent(2, says("2"))).isEqualTo(new Resend.Unknown());
        assertThat(left.resent(1, says("1"))).isInstanceOf(Resend.Recognised.class);
        assertThat(left.resent(3, says("3"))).isInstanceOf(Resend.Recognised.class);
        assertThat(left.resent(4, says("4"))).isInstanceOf(Resend.Recognised.class);
    }

    private record Message(String eventId, Fingerprint fingerprint, Settlement fate) implements Unanswered {}

    private Unanswered leaves(int packetId, String words, Settlement fate) {
        var message = new Message("event-" + packetId, says(words), fate);
        left.left(packetId, message, AckContract.SPOOLED);
        return message;
    }

    private static Fingerprint says(String words) {
        return Fingerprint.of("a/b", words.getBytes(StandardCharsets.UTF_8), false);
    }
}
