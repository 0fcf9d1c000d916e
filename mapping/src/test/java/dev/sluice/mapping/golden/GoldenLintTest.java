package dev.sluice.mapping.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.lint.Lint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenLintTest {

    /** What the examples show on purpose. All others are ordinary, and ordinary rules get no advice. */
    private static final Map<String, List<String>> SHOWN = Map.of(
            "04-the-rest-of-a-topic", List.of("files: KEY-SPLITS-DEVICE HINT"),
            "06-the-first-match-wins", List.of("never: RULE-SHADOWED ERROR"),
            "07-templates", List.of("events: TOPIC-UNBOUNDED WARNING", "events: KEY-SPLITS-DEVICE WARNING"),
            "08-topic-names", List.of("telemetry: TOPIC-UNBOUNDED WARNING"),
            "15-reject-reasons", List.of("alarms: TOPIC-UNBOUNDED WARNING"));

    /** Hints that name what a rule says in so many words. */
    private static final Set<String> WRITTEN_OUT = Set.of("ACK-LOSSY", "INVALID-DROPPED");

    static List<GoldenExample> examples() throws IOException {
        return GoldenExample.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void adviceIsOnlyForWhatAnExampleShowsOnPurpose(GoldenExample example) throws IOException {
        assertThat(Lint.of(example.rules(), false))
                .filteredOn(advice -> !WRITTEN_OUT.contains(advice.code()))
                .extracting(advice -> advice.rule() + ": " + advice.code() + " " + advice.level())
                .containsExactlyElementsOf(SHOWN.getOrDefault(example.name(), List.of()));
    }
}
