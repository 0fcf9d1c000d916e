package dev.sluice.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sluice.mapping.settings.Problem;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownSettingsTest {

    @Test
    void defaultsAreASoftStopWithoutNotice() {
        assertThat(SettingsText.good("", ShutdownSettings::read))
                .isEqualTo(new ShutdownSettings(
                        Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(10), Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(SettingsText.good(
                        "{ notice: 2s, spread: 3s, drain: 1m, server-reference: \"b:1883 c\" }",
                        ShutdownSettings::read))
                .isEqualTo(new ShutdownSettings(
                        Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMinutes(1), Optional.of("b:1883 c")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"' a'", "'a  b'", "\"a\\tb\"", "\"a\\0b\""})
    void aServerReferenceIsAListOfServers(String wrong) {
        assertThat(SettingsText.problems("shutdown: { server-reference: " + wrong + " }"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("shutdown.server-reference", "BAD-VALUE"));
    }

    @Test
    void aServerReferenceHasABound() {
        assertThat(SettingsText.problems("shutdown: { server-reference: " + "x".repeat(1_001) + " }"))
                .extracting(Problem::path, Problem::code)
                .containsExactly(tuple("shutdown.server-reference", "BAD-VALUE"));
    }
}
