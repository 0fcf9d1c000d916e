package dev.sluice.bridge.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpiryTest {

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    @Test
    void peopleAreToldThirtyAndSevenDaysBeforeAndWhenItIsOver() {
        assertThat(at(31)).isEqualTo(Expiry.FAR);
        assertThat(at(30)).isEqualTo(Expiry.WITHIN_30_DAYS);
        assertThat(at(8)).isEqualTo(Expiry.WITHIN_30_DAYS);
        assertThat(at(7)).isEqualTo(Expiry.WITHIN_7_DAYS);
        assertThat(at(1)).isEqualTo(Expiry.WITHIN_7_DAYS);
        assertThat(at(0)).isEqualTo(Expiry.EXPIRED);
        assertThat(at(-400)).isEqualTo(Expiry.EXPIRED);
    }

    @Test
    void daysAreNegativeAfterTheEnd() {
        assertThat(Expiry.days(NOW.minus(Duration.ofHours(12)), NOW)).isEqualTo(-0.5);
    }

    private static Expiry at(int days) {
        return Expiry.at(NOW.plus(Duration.ofDays(days)), NOW);
    }
}
