package dev.sluice.broker.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The questions that rules ask of topic filters. */
class LevelPatternTest {

    @ParameterizedTest
    @CsvSource({
        "a/#, a/#, true", "a/#, a/+, true", "a/#, a, true", "a/#, a/b/+/#, true", "a/#, #, false", "a/#, +/b, false",
        "a/+, a/#, false", "a/+, a/+, true", "a/+/#, a/#, false", "a/+/#, a/+, true", "#, #, true", "#, +/a, true",
        "#, $SYS/#, false", "+/a, $SYS/a, false", "$SYS/#, $SYS/a, true", "a/b, a/b, true", "a/b, a/b/#, false"
    })
    void containsAFilterOnlyIfItCoversAllOfIt(String pattern, String filter, boolean contains) {
        assertThat(pattern(pattern).contains(pattern(filter))).isEqualTo(contains);
    }

    @ParameterizedTest
    @CsvSource({
        "a/#, #, true",
        "a/b, +/b, true",
        "a/b, +/c, false",
        "a/b/#, a/#, true",
        "a/b/#, a/b, true",
        "a/b/c, a/b, false",
        "a/b/#, a, false",
        "a/+, +/b, true",
        "$SYS/#, #, false",
        "$SYS/a, +/a, false",
        "#, $SYS/a, true",
        "+/a, $SYS/a, true",
        "a/b, a/b/#, true",
        "a, a/+, false"
    })
    void overlapsAFilterThatHasATopicInCommon(String pattern, String filter, boolean overlaps) {
        assertThat(pattern(pattern).overlaps(pattern(filter))).isEqualTo(overlaps);
    }

    @ParameterizedTest
    @CsvSource({"a/#/b", "a#", "+a/b", "a/b+", "##"})
    void isNoFilterWithMisplacedWildcards(String filter) {
        assertThat(LevelPattern.ofFilter(filter)).isEmpty();
    }

    @Test
    void readsLikeTheFilterThatItIs() {
        for (var filter : new String[] {"a/b", "/a", "a/", "+/a/#", "#", "+", "/"}) {
            assertThat(pattern(filter)).hasToString(filter);
        }
    }

    private static LevelPattern pattern(String filter) {
        return LevelPattern.ofFilter(filter).orElseThrow();
    }
}
