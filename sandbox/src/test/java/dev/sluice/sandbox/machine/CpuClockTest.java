package dev.sluice.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CpuClockTest {

    private static final String STAT =
            "4711 (vert.x (loop) 3) S 1 4711 4711 0 -1 4194560 1 2 3 4 1250 250 0 0 20 0 44 0 9000 1 2 3";

    @Test
    void userAndSystemTimeAreAddedWhateverTheNameHolds() {
        assertThat(CpuClock.read(STAT)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void processThatIsGoneHasUsedNothing() {
        assertThat(CpuClock.used(Integer.MAX_VALUE)).isZero();
    }
}
