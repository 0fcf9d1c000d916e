package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicNamePatternTest {

    @Test
    void starStandsForAnyCharactersAlsoNone() {
        assertThat(matches("telemetry.*", "telemetry.north")).isTrue();
        assertThat(matches("telemetry.*", "telemetry.")).isTrue();
        assertThat(matches("telemetry.*", "telemetry.north.d7")).isTrue();
        assertThat(matches("telemetry.*", "telemetry")).isFalse();
        assertThat(matches("telemetry.*", "my.telemetry.north")).isFalse();
        assertThat(matches("*.north", "telemetry.north")).isTrue();
        assertThat(matches("a*b*c", "aXbYbZc")).isTrue();
        assertThat(matches("a*b*c", "aXcYb")).isFalse();
        assertThat(matches("*", "")).isTrue();
    }

    @Test
    void dotIsADot() {
        assertThat(matches("a.b", "a.b")).isTrue();
        assertThat(matches("a.b", "aXb")).isFalse();
        assertThat(matches("a.b", "a.bc")).isFalse();
    }

    @Test
    void manyStarsTakeNoTimeThatCounts() {
        var pattern = new TopicNamePattern("*a".repeat(100) + "b");

        assertTimeoutPreemptively(
                Duration.ofMinutes(1),
                () -> assertThat(pattern.matches("a".repeat(249))).isFalse());
    }

    @Test
    void whatIsNoTopicIsNoPattern() {
        for (var written : new String[] {"", "a b", "a/b", "__consumer*", "a?", "x".repeat(250)}) {
            assertThat(TopicNamePattern.parse(written)).as(written).isEmpty();
        }
    }

    private static boolean matches(String pattern, String name) {
        return new TopicNamePattern(pattern).matches(name);
    }
}
