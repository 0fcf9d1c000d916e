package dev.sluice.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RampTest {

    @Test
    void devicesComeAtEvenDistances() {
        Ramp ramp = new Ramp(10, 100);

        assertThat(ramp.connectAfterMillis(0)).isZero();
        assertThat(ramp.connectAfterMillis(50)).isEqualTo(5_000);
        assertThat(ramp.connectAfterMillis(99)).isEqualTo(9_900);
        assertThat(Ramp.unhurried(4_000).connectAfterMillis(2_000)).isEqualTo(1_000);
    }
}
