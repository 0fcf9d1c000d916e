package dev.sluice.bridge.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.rule.SpoolWhenFull;
import org.junit.jupiter.api.Test;

class KeyLaneTest {

    private final KeyLane lane = new KeyLane();
    private long now = -5; // clocks of this kind may be negative

    @Test
    void aRecordOfUnknownFateIsOfferedAgainAfterPausesThatGrowToFiveSeconds() {
        var record = waiting("1");
        assertThat(lane.mayGo(record, now)).isTrue();

        long longest = 0;
        for (long pause = KeyLane.FIRST_PAUSE_NANOS; longest < KeyLane.LONGEST_PAUSE_NANOS; pause *= 2) {
            longest = Math.min(pause, KeyLane.LONGEST_PAUSE_NANOS);
            isUnknown(record);
            assertThat(lane.mayGo(record, now + longest - 1)).isFalse();
            now += longest;
            assertThat(lane.mayGo(record, now)).isTrue();
        }
        isUnknown(record);
        assertThat(lane.mayGo(record, now + KeyLane.LONGEST_PAUSE_NANOS)).isTrue();
    }

    @Test
    void whatLeavesEndsThePause() {
        var first = waiting("1");
        var second = waiting("2");
        for (int i = 0; i < 10; i++) {
            isUnknown(first);
        }

        lane.goes(first);
        lane.answered(first, true);
        assertThat(lane.pollStored()).isSameAs(first);

        assertThat(lane.mayGo(second, now)).isTrue();
        isUnknown(second);
        assertThat(lane.mayGo(second, now + KeyLane.FIRST_PAUSE_NANOS)).isTrue();
    }

    private void isUnknown(Spooled record) {
        lane.goes(record);
        lane.answered(record, false);
        assertThat(lane.pollAgain(now)).isSameAs(record);
        assertThat(lane.pollAgain(now)).isNull();
    }

    private Spooled waiting(String value) {
        var record = new Spooled(SpoolOnDisk.record("t", "k", value), "r", "d", SpoolWhenFull.WITHHOLD, 0, null, null);
        lane.add(record);
        return record;
    }
}
