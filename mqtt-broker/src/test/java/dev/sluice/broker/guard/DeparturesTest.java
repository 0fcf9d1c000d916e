package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeparturesTest {

    @Test
    void theFirstGoesAtOnceAndTheLastBeforeTheEnd() {
        assertThat(Departures.due(10, 0, 1000)).isEqualTo(1);
        assertThat(Departures.due(10, 99, 1000)).isEqualTo(1);
        assertThat(Departures.due(10, 100, 1000)).isEqualTo(2);
        assertThat(Departures.due(10, 899, 1000)).isEqualTo(9);
        assertThat(Departures.due(10, 900, 1000)).isEqualTo(10);
    }

    @Test
    void withoutASpreadEverybodyGoesAtOnce() {
        assertThat(Departures.due(7, 0, 0)).isEqualTo(7);
    }

    @Test
    void aLoopThatIsLateCatchesUp() {
        assertThat(Departures.due(7, 5000, 1000)).isEqualTo(7);
    }

    @Test
    void nobodyIsDueWhereNobodyIs() {
        assertThat(Departures.due(0, 0, 1000)).isZero();
    }

    @Test
    void manyDevicesOverALongTimeDoNotOverflow() {
        assertThat(Departures.due(1_000_000, 300_000_000_000L, 600_000_000_000L))
                .isEqualTo(500_001);
    }
}
