package dev.sluice.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;

class CapacitySearchTest {

    private static final CapacityGoal GOAL = new CapacityGoal(100, 0.99, 1_000, 1_000_000, 0.05, 10);

    private final List<Double> confirmed = new ArrayList<>();

    @Test
    void theHighestRateThatHoldsIsFoundToItsPrecision() throws Exception {
        CapacitySearch search = search(GOAL, rate -> rate <= 37_500, rate -> rate <= 37_500);

        double found = search.find().orElseThrow();

        assertThat(found).isBetween(37_500 / 1.05, 37_500.0);
        assertThat(search.steps()).hasSizeLessThan(14);
        assertThat(confirmed).containsExactly(found);
    }

    @Test
    void anAnswerThatDoesNotHoldForLongIsLowered() throws Exception {
        double found = search(GOAL, rate -> rate <= 37_500, rate -> rate <= 34_000)
                .find()
                .orElseThrow();

        assertThat(found).isLessThanOrEqualTo(34_000);
        assertThat(confirmed).hasSizeGreaterThan(1).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void whatHoldsTheMostThatMayBeTriedIsTheMost() throws Exception {
        CapacityGoal modest = new CapacityGoal(100, 0.99, 1_000, 5_000, 0.05, 10);

        assertThat(search(modest, rate -> true, rate -> true).find().orElseThrow())
                .isCloseTo(5_000, within(0.0));
    }

    @Test
    void whereNotEvenTheFirstRateHoldsThereIsNoAnswer() throws Exception {
        assertThat(search(GOAL, rate -> false, rate -> false).find()).isEmpty();
    }

    @Test
    void whatAnAnswerCannotBeConfirmedOfIsNone() throws Exception {
        assertThat(search(GOAL, rate -> rate <= 37_500, rate -> false).find()).isEmpty();
    }

    @Test
    void aSearchThatCannotGoOnKeepsItsSteps() {
        CapacitySearch search = new CapacitySearch(
                GOAL,
                (rate, seconds, confirming) -> {
                    if (rate > 3_000) {
                        throw new CapacityException("the generator cannot make more");
                    }
                    return step(rate, confirming, true);
                },
                step -> {});

        assertThatThrownBy(search::find).isInstanceOf(CapacityException.class);
        assertThat(search.steps()).extracting(CapacityStep::offered).containsExactly(1_000.0, 2_000.0);
    }

    private CapacitySearch search(CapacityGoal goal, DoublePredicate shortly, DoublePredicate forLong) {
        return new CapacitySearch(
                goal,
                (rate, seconds, confirming) -> {
                    if (confirming) {
                        confirmed.add(rate);
                        assertThat(seconds).isEqualTo(30);
                    }
                    return step(rate, confirming, (confirming ? forLong : shortly).test(rate));
                },
                step -> {});
    }

    private static CapacityStep step(double rate, boolean confirming, boolean holds) {
        return new CapacityStep(rate, rate, rate, 1, 2, confirming, holds ? "" : "p99 is too high");
    }
}
