package dev.sluice.broker.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CensusTest {

    @Test
    void nobodyEntersBeyondTheLimitOfTheirName() {
        var census = new Census(2);

        assertThat(census.enter("a")).isTrue();
        assertThat(census.enter("a")).isTrue();
        assertThat(census.enter("a")).isFalse();
        assertThat(census.enter("b")).isTrue();
    }

    @Test
    void whoeverLeavesMakesRoom() {
        var census = new Census(1);
        census.enter("a");

        census.leave("a");

        assertThat(census.enter("a")).isTrue();
        assertThat(census.enter("a")).isFalse();
    }

    @Test
    void withoutALimitEverybodyEnters() {
        var census = new Census(0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(census.enter("a")).isTrue();
        }
    }
}
