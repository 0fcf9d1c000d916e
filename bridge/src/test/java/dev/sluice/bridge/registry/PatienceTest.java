package dev.sluice.bridge.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private final Patience patience = new Patience(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Test
    void pauseDoublesUpToItsBound() {
        assertThat(patience.millis(1)).isBetween(50L, 100L);
        assertThat(patience.millis(2)).isBetween(100L, 200L);
        assertThat(patience.millis(4)).isBetween(400L, 800L);
        assertThat(patience.millis(10)).isBetween(2_500L, 5_000L);
        assertThat(patience.millis(Integer.MAX_VALUE)).isBetween(2_500L, 5_000L);
    }
}
