package dev.sluice.bridge.kafka.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplayedLettersTest {

    private final ReplayedLetters replayed = new ReplayedLetters();

    @Test
    void idThatNobodyAddedIsUnknown() {
        assertThat(replayed.offsetOf("")).isEqualTo(-1);
        replayed.add("a", 0);
        assertThat(replayed.offsetOf("b")).isEqualTo(-1);
    }

    @Test
    void largerOffsetIsKept() {
        replayed.add("a", 7);
        replayed.add("a", 3);
        assertThat(replayed.offsetOf("a")).isEqualTo(7);
        replayed.add("a", ReplayedLetters.ELSEWHERE);
        assertThat(replayed.offsetOf("a")).isEqualTo(ReplayedLetters.ELSEWHERE);
        assertThat(replayed.size()).isEqualTo(1);
    }

    @Test
    void agreesWithAMapHoweverManyThereAre() {
        var random = new Random(3);
        var expected = new HashMap<String, Long>();
        for (int i = 0; i < 50_000; i++) {
            var id = "e-" + random.nextInt(30_000);
            long offset = random.nextInt(1_000_000);
            replayed.add(id, offset);
            expected.merge(id, offset, Math::max);
        }

        assertThat(replayed.size()).isEqualTo(expected.size());
        expected.forEach((id, offset) -> assertThat(replayed.offsetOf(id)).isEqualTo(offset));
        assertThat(replayed.offsetOf("e-30001")).isEqualTo(-1);
    }
}
