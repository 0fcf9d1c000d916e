package dev.sluice.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeqRangesTest {

    @ParameterizedTest
    @ValueSource(strings = {"-", "0", "0-9", "0-9,11,13-14", "2147483647"})
    void textIsReadBackAsItWasWritten(String text) {
        assertThat(SeqRanges.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "3-1", "1,1", "5,3", "0-3,2-5", "-1", "1,", "99999999999"})
    void whatIsNoAscendingListIsRefused(String text) {
        assertThatThrownBy(() -> SeqRanges.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neighboursBecomeOneRange() {
        assertThat(SeqRanges.of(IntStream.of(0, 1, 2, 5, 7, 8))).hasToString("0-2,5,7-8");
    }

    @Test
    void membershipFollowsTheRanges() {
        SeqRanges ranges = SeqRanges.parse("2-4,7,9-10");

        assertThat(IntStream.range(0, 12).filter(ranges::contains)).containsExactly(2, 3, 4, 7, 9, 10);
        assertThat(ranges.stream()).containsExactly(2, 3, 4, 7, 9, 10);
        assertThat(ranges.count()).isEqualTo(6);
        assertThat(ranges.last()).isEqualTo(10);
        assertThat(SeqRanges.NONE.contains(0)).isFalse();
    }
}
