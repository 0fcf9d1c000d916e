package dev.sluice.sandbox.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sandbox.bench.ThreadTimes.Work;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

    private static final String STAT =
            "42 (G1 Conc#0 (x)) S 1 42 42 0 -1 4194560 100 0 0 0 150 25 0 0 20 0 30 0 1000 0 0";

    @Test
    void nameMayHoldBlanksAndBrackets() {
        assertThat(ThreadTimes.name(STAT)).isEqualTo("G1 Conc#0 (x)");
        assertThat(ThreadTimes.time(STAT)).isEqualTo(Duration.ofMillis(1750));
    }

    @Test
    void threadsAreKnownByTheFirstFifteenCharactersOfTheirNames() {
        assertThat(Work.of("vert.x-eventloo")).isEqualTo(Work.EVENT_LOOPS);
        assertThat(Work.of("kafka-producer-")).isEqualTo(Work.PRODUCER);
        assertThat(Work.of("GC Thread#1")).isEqualTo(Work.COLLECTOR);
        assertThat(Work.of("C2 CompilerThre")).isEqualTo(Work.COMPILER);
        assertThat(Work.of("kafka-admin-cli")).isEqualTo(Work.REST);
    }

    @Test
    void aThreadThatEndedTakesNothingAway() {
        var before =
                new ThreadTimes(Map.of(Work.COMPILER, Duration.ofSeconds(5), Work.PRODUCER, Duration.ofSeconds(1)));
        var after = new ThreadTimes(Map.of(Work.COMPILER, Duration.ofSeconds(3), Work.PRODUCER, Duration.ofSeconds(4)));

        var spent = after.since(before);

        assertThat(spent.of(Work.COMPILER)).isZero();
        assertThat(spent.of(Work.PRODUCER)).isEqualTo(Duration.ofSeconds(3));
    }
}
