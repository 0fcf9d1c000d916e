package dev.sluice.mapping.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DataSizeTest {

    @Test
    void sizesAreWrittenWithAUnit() {
        assertThat(DataSize.parse("64MB")).contains(DataSize.ofMegabytes(64));
        assertThat(DataSize.parse("1 kb")).contains(DataSize.ofBytes(1024));
        assertThat(DataSize.parse("0B")).contains(DataSize.ofBytes(0));
        assertThat(DataSize.parse("64")).isEmpty();
        assertThat(DataSize.parse("-1MB")).isEmpty();
        assertThat(DataSize.parse("1.5GB")).isEmpty();
        assertThat(DataSize.parse("999999999999999GB")).isEmpty();
    }

    @Test
    void sizesAreShownInTheLargestExactUnit() {
        assertThat(DataSize.ofBytes(1536)).hasToString("1536B");
        assertThat(DataSize.ofKilobytes(2048)).hasToString("2MB");
        assertThat(DataSize.ofBytes(0)).hasToString("0B");
    }

    @Test
    void durationsAreWrittenWithAUnitAndShownInTheLargestExactOne() {
        assertThat(DurationText.parse("250ms")).contains(Duration.ofMillis(250));
        assertThat(DurationText.parse("10m")).contains(Duration.ofMinutes(10));
        assertThat(DurationText.parse("7d")).contains(Duration.ofDays(7));
        assertThat(DurationText.parse("10")).isEmpty();
        assertThat(DurationText.parse("1h30m")).isEmpty();
        assertThat(DurationText.render(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(DurationText.render(Duration.ofHours(48))).isEqualTo("2d");
    }

    @Test
    void theWordThatWasMeantIsFound() {
        assertThat(Spelling.closest("deadleter", java.util.List.of("dead-letter", "deadline")))
                .contains("dead-letter");
        assertThat(Spelling.closest("zzz", java.util.List.of("dead-letter"))).isEmpty();
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    }
}
