package dev.sluice.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceLogTest {

    private final DeviceLog log = new DeviceLog("d-00000");

    @Test
    void nothingIsAcknowledgedUntilItIs() {
        send(3);

        assertThat(log.entry()).isEqualTo(new LedgerEntry("d-00000", SeqRanges.below(3), SeqRanges.NONE));
    }

    @Test
    void acknowledgementsAheadOfTheirTurnAreKeptAndJoinedLater() {
        send(10);
        acknowledge(0, 1, 4, 5, 3);
        assertThat(log.entry().acknowledged()).hasToString("0-1,3-5");
        assertThat(log.acknowledgedCount()).isEqualTo(5);

        acknowledge(2, 8);
        assertThat(log.entry().acknowledged()).hasToString("0-5,8");
        assertThat(log.acknowledgedCount()).isEqualTo(7);
    }

    @Test
    void beingToldTwiceChangesNothing() {
        send(5);
        acknowledge(0, 0, 3, 3, 0);

        assertThat(log.entry().acknowledged()).hasToString("0,3");
        assertThat(log.acknowledgedCount()).isEqualTo(2);
    }

    @Test
    void aNumberThatIsNotNextCannotBeSent() {
        send(1);

        assertThatThrownBy(() -> log.sent(5)).isInstanceOf(AssertionError.class);
    }

    private void send(int count) {
        IntStream.range(0, count).forEach(log::sent);
    }

    private void acknowledge(int... seqs) {
        IntStream.of(seqs).forEach(log::acknowledged);
    }
}
