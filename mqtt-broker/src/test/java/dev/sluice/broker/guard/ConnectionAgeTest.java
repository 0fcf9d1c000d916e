package dev.sluice.broker.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConnectionAgeTest {

    @Test
    void thoseThatCameTogetherGoOverHalfOfTheAge() {
        var age = new ConnectionAge(Duration.ofHours(2));
        var hour = Duration.ofHours(1).toNanos();

        var lasts = LongStream.generate(age::nanos).limit(10_000).summaryStatistics();

        assertThat(lasts.getMin()).isBetween(hour, hour + hour / 50);
        assertThat(lasts.getMax()).isBetween(2 * hour - hour / 50, 2 * hour);
        assertThat(lasts.getAverage()).isBetween(1.4 * hour, 1.6 * hour);
    }
}
