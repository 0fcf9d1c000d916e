package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueWheelTest {

    private static final long MILLI = 1_000_000;
    private static final long ORIGIN = -77_777_777;

    private final DueWheel wheel = new DueWheel(ORIGIN);
    private final List<String> rung = new ArrayList<>();

    @Test
    void aTimerRingsAtTheFirstTickThatIsNotBefore() {
        wheel.set(timer("a"), ORIGIN + 2 * MILLI + 1);
        wheel.turnTo(ORIGIN + 2 * MILLI + 999_999);
        assertThat(rung).isEmpty();

        wheel.turnTo(ORIGIN + 3 * MILLI);
        wheel.turnTo(ORIGIN + 20_000 * MILLI);

        assertThat(rung).containsExactly("a");
        assertThat(wheel.roundUp(ORIGIN + 2 * MILLI + 1)).isEqualTo(ORIGIN + 3 * MILLI);
        assertThat(wheel.roundUp(ORIGIN + 2 * MILLI)).isEqualTo(ORIGIN + 2 * MILLI);
    }

    @Test
    void whatIsPastRingsAtTheNextTick() {
        wheel.turnTo(ORIGIN + 10 * MILLI);
        wheel.set(timer("late"), ORIGIN);
        wheel.turnTo(ORIGIN + 10 * MILLI);
        assertThat(rung).isEmpty();

        wheel.turnTo(ORIGIN + 11 * MILLI);
        assertThat(rung).containsExactly("late");
    }

    @Test
    void afterALongPauseEverythingDueRings() {
        for (int i = 0; i < 10_000; i += 100) {
            wheel.set(timer("" + i), ORIGIN + i * MILLI);
        }
        wheel.turnTo(ORIGIN + 9_999 * MILLI);
        assertThat(rung).hasSize(100);
    }

    @Test
    void aBellMaySetItsTimerAgain() {
        DueWheel.Timer[] timer = new DueWheel.Timer[1];
        timer[0] = new DueWheel.Timer(() -> {
            rung.add("again");
            wheel.set(timer[0], ORIGIN);
        });
        wheel.set(timer[0], ORIGIN);
        for (int i = 0; i < 5; i++) {
            wheel.turnTo(ORIGIN + i * MILLI);
        }
        assertThat(rung).hasSize(5);
    }

    /** Against the obvious way to do it. */
    @Test
    void eachRingsOnceAndWithinATickWhateverTheDistance() {
        Random random = new Random(3);
        long[] now = {ORIGIN};
        int[] count = {0};
        for (int i = 0; i < 2_000; i++) {
            long due = ORIGIN + random.nextInt(30_000) * MILLI + random.nextInt(1_000_000);
            wheel.set(
                    new DueWheel.Timer(() -> {
                        count[0]++;
                        assertThat(now[0] - due).isBetween(0L, 2 * MILLI);
                    }),
                    due);
        }
        for (int tick = 0; tick <= 30_001; tick++) {
            now[0] = ORIGIN + tick * MILLI;
            wheel.turnTo(now[0]);
        }
        assertThat(count[0]).isEqualTo(2_000);
    }

    private DueWheel.Timer timer(String name) {
        return new DueWheel.Timer(() -> rung.add(name));
    }
}
