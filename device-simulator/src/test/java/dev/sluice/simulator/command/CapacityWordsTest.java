package dev.sluice.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.simulator.report.Conclusion;
import dev.sluice.simulator.run.CapacityGoal;
import dev.sluice.simulator.run.CapacityStep;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CapacityWordsTest {

    private static final CapacityGoal GOAL = new CapacityGoal(100, 0.99, 1_000, 1_000_000, 0.05, 10);
    private static final CapacityStep HELD = new CapacityStep(37_500, 37_500, 37_490, 3, 40, false, "");
    private static final CapacityStep CONFIRMED = new CapacityStep(37_500, 37_500, 37_490, 3, 41, true, "");
    private static final CapacityStep LATE = new CapacityStep(39_000, 39_000, 38_950, 9, 151, false, "p99 is too high");
    private static final CapacityStep FLOODED =
            new CapacityStep(75_000, 75_000, 40_000, 900, 3_200, false, "53.3 % was taken");

    @Test
    void anAnswerSaysWhatWasSearchedWhatWasFoundAndWhyNotMore() {
        Conclusion answer = concluded(OptionalDouble.of(37_500), HELD, FLOODED, LATE, CONFIRMED);

        assertThat(answer.sentence())
                .isEqualTo(
                        "The highest rate that holds p99 at most 100.0 ms, with 99.0 % taken, is 37,500/s, confirmed over 30 s. "
                                + "The next rate above it, 39,000/s, did not hold: p99 is too high (38,950/s taken of 39,000/s due, p99 151.0 ms). "
                                + "All figures and plots but those of the steps are of the run at 37,500/s.");
        assertThat(answer.good()).isTrue();
    }

    @Test
    void aRateThatHeldForAStepOnlyIsTheNextOneAboveALowerAnswer() {
        CapacityStep failed =
                new CapacityStep(39_375, 39_375, 39_000, 9, Double.NaN, true, "there were seconds of silence");

        assertThat(concluded(OptionalDouble.of(37_500), FLOODED, failed, CONFIRMED)
                        .sentence())
                .contains(
                        "39,375/s, did not hold for 30 s: there were seconds of silence (39,000/s taken of 39,375/s due). ");
    }

    @Test
    void theMostThatWasToBeTriedIsNamedAsTheReasonWhyThereIsNotMore() {
        assertThat(concluded(OptionalDouble.of(37_500), HELD, CONFIRMED).sentence())
                .contains("Nothing above it was to be tried (--to).");
    }

    @Test
    void whereNothingWasConfirmedTheLastFailureIsTheReason() {
        Conclusion none = concluded(OptionalDouble.empty(), LATE);

        assertThat(none.sentence())
                .startsWith(
                        "No capacity was confirmed; no rate held. The last that failed, 39,000/s, did not hold: p99 is too high");
        assertThat(none.good()).isFalse();
        assertThat(concluded(OptionalDouble.empty()).sentence())
                .isEqualTo(
                        "No capacity was confirmed; no rate held. The figures and plots below are of the run at 37,500/s.");
    }

    @Test
    void aSearchThatCouldNotGoOnPointsToItsWarning() {
        CapacityWords words = new CapacityWords(GOAL, List.of(LATE, HELD), OptionalDouble.empty(), true, false);

        assertThat(words.conclusion(37_500).sentence())
                .startsWith(
                        "No capacity was confirmed; 37,500/s held for a step. Then the search could not go on; the warning says why. ");
    }

    @Test
    void whereChanceMadeMoreOrLessDueThanTheAnswersPrecisionTheAnswerSaysSo() {
        CapacityStep fewer = new CapacityStep(100, 94, 94, 3, 41, true, "");
        CapacityStep near = new CapacityStep(100, 96, 96, 3, 41, true, "");

        assertThat(words(100, fewer).line())
                .isEqualTo(
                        "capacity: 100 messages/s, confirmed over 30 s; by chance 94/s were due then, and a longer --step comes nearer");
        assertThat(concluded(OptionalDouble.of(100), fewer).sentence())
                .contains(
                        "is 100/s, confirmed over 30 s; by chance 94/s were due then, and a longer --step comes nearer. ");
        assertThat(words(100, near).line()).isEqualTo("capacity: 100 messages/s, confirmed over 30 s");
    }

    private static CapacityWords words(double found, CapacityStep... steps) {
        return new CapacityWords(GOAL, List.of(steps), OptionalDouble.of(found), false, false);
    }

    private static Conclusion concluded(OptionalDouble found, CapacityStep... steps) {
        return new CapacityWords(GOAL, List.of(steps), found, false, false).conclusion(37_500);
    }
}
