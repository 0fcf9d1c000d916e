package dev.sluice.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AckClockTest {

    private final AckClock acks = new AckClock();

    @Test
    void theLongestGapIsTheFleetsUnlessDevicesAreNamed() {
        acks.acknowledged("a", 10);
        acks.acknowledged("b", 10);
        acks.watchGaps(100);
        acks.acknowledged("a", 150);
        acks.acknowledged("a", 250);
        acks.acknowledged("b", 270);

        assertThat(acks.longestGap(280)).isEqualTo(100);
        assertThat(acks.longestGap(List.of("b"), 280)).isEqualTo(170);
        assertThat(acks.longestGap(List.of("a", "b"), 600)).isEqualTo(350);
    }

    @Test
    void aDeviceIsSilentUntilItHasAnAcknowledgementAfterTheMoment() {
        acks.acknowledged("a", 10);
        acks.acknowledged("b", 20);

        assertThat(acks.silentSince(List.of("a", "b"), 15)).isEqualTo(1);
        assertThat(acks.silentSince(List.of("a", "b"), 20)).isEqualTo(2);
        assertThat(acks.count()).isEqualTo(2);
        assertThat(acks.devices()).containsExactlyInAnyOrder("a", "b");
    }
}
