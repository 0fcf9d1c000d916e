package dev.sluice.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PeakMemoryTest {

    @Test
    void kilobytesOfTheKernelBecomeBytes() {
        assertThat(PeakMemory.read("Name:\tkcat\nVmPeak:\t  999999 kB\nVmHWM:\t    7168 kB\nVmRSS:\t    6000 kB\n"))
                .hasValue(7168 * 1024);
    }

    @Test
    void aProcessOnItsWayOutHasNone() {
        assertThat(PeakMemory.read("Name:\tkcat\nState:\tZ (zombie)\n")).isEmpty();
    }
}
