package dev.sluice.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MachineClockTest {

    @Test
    void idleAndWaitingForDisksAreNotBusy() {
        assertThat(MachineClock.busy("cpu  100 1 20 9999 8888 3 4 5 77 77\ncpu0 1 1 1 1 1 1 1 1 1 1\n"))
                .isEqualTo(Duration.ofMillis(1330));
    }
}
