package dev.sluice.simulator.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.simulator.measure.Latencies;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.measure.Second;
import dev.sluice.simulator.measure.Totals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Runs of 40 seconds at 1,000 messages a second, of which 30 seconds count; p99 may be 100 ms. */
class RateJudgementTest {

    private static final int RATE = 1_000;
    private static final int SECONDS = 40;
    private static final int SETTLING = 10;
    private static final long GOOD = 20_000;
    private static final long BAD = 250_000;
    private static final CapacityGoal GOAL = new CapacityGoal(100, 0.99, RATE, 1_000_000, 0.05, SECONDS);

    private static final Histogram NOTHING = new Histogram(3);

    private final List<Second> series = new ArrayList<>();
    private double warmUp = SETTLING;

    RateJudgementTest() {
        IntStream.range(0, SECONDS).forEach(at -> series.add(Seconds.at(at, RATE, GOOD)));
    }

    @Test
    void aRunThatHeldSaysWhatWasTakenAndHowFast() throws Exception {
        assertThat(judged(measured())).isEqualTo(new CapacityStep(RATE, RATE, RATE, 10, 20, true, ""));
    }

    @Test
    void whileDevicesConnectNothingCounts() throws Exception {
        IntStream.range(0, SETTLING).forEach(at -> series.set(at, Seconds.at(at, 995, BAD)));

        assertThat(judged(measured()).held()).isTrue();
    }

    @Test
    void oneSecondInTenMayBeBadAndNoMore() throws Exception {
        bad(3);
        assertThat(judged(measured()).held()).isTrue();

        bad(4);
        CapacityStep missed = judged(measured());
        assertThat(missed.failure()).isEqualTo("p99 is too high");
        assertThat(missed.p99Millis()).isEqualTo(250);
    }

    @Test
    void theObjectiveItselfIsHeldAndAMicrosecondMoreIsNot() throws Exception {
        series.replaceAll(second -> Seconds.at(second.at(), RATE, 100_000));
        assertThat(judged(measured()).held()).isTrue();

        series.replaceAll(second -> Seconds.at(second.at(), RATE, 100_001));
        assertThat(judged(measured()).failure()).isEqualTo("p99 is too high");
    }

    @Test
    void theShareItselfIsEnoughAndAMessageLessIsNot() throws Exception {
        series.replaceAll(second -> mixed(second, 990));
        assertThat(judged(measured()).held()).isTrue();

        series.set(SETTLING, mixed(series.get(SETTLING), 970));
        assertThat(judged(measured()).failure()).isEqualTo("98.9 % was taken");
    }

    /** Of messages that come at random there are sometimes fewer, and the broker cannot take those that there are not. */
    @Test
    void whatIsTakenIsHeldAgainstWhatWasDueAndNotAgainstTheRate() throws Exception {
        series.replaceAll(second -> Seconds.at(second.at(), 930, GOOD));
        CapacityStep fewer = judged(measured());
        assertThat(fewer.failure()).isEmpty();
        assertThat(fewer.due()).isEqualTo(930);

        series.replaceAll(second -> mixed(Seconds.at(second.at(), 1_070, GOOD), RATE));
        CapacityStep more = judged(measured());
        assertThat(more.failure()).isEqualTo("93.4 % was taken");
        assertThat(more.due()).isEqualTo(1_070);
    }

    @Test
    void aRateOfWhichHardlyAnythingBecameDueIsNeitherGoodNorBad() {
        series.replaceAll(second -> Seconds.at(second.at(), 499, GOOD));
        assertThatThrownBy(() -> judged(measured()))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("At 1,000 messages/s only 499.0/s became due");

        series.replaceAll(second -> Seconds.at(second.at(), 0, 0));
        assertThatThrownBy(() -> judged(measured()))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("only 0.0/s became due");
    }

    @Test
    void timeBeginsWhenAllDevicesAreConnectedHoweverLongThatTook() throws Exception {
        warmUp = 25 + SETTLING;
        IntStream.range(SECONDS, SECONDS + 25).forEach(at -> series.add(Seconds.at(at, RATE, GOOD)));
        IntStream.range(0, 35).forEach(at -> series.set(at, Seconds.at(at, 10L * at, BAD)));
        assertThat(judged(measured()).held()).isTrue();

        IntStream.range(61, 65).forEach(at -> series.set(at, Seconds.at(at, RATE, BAD)));
        assertThat(judged(measured()).failure()).isEqualTo("p99 is too high");
    }

    @Test
    void whatWasDueWhileDevicesConnectedMustBeTakenTooInTheEnd() throws Exception {
        assertThat(judged(measured(RATE * SECONDS, 0, 38_000, List.of())).failure())
                .isEqualTo("95.0 % was taken");
    }

    @Test
    void aSecondWithoutAnAcknowledgementIsABadOneThoughItHasNoLatency() throws Exception {
        silent(3);
        assertThat(judged(measured()).held()).isTrue();

        silent(4);
        CapacityStep missed = judged(measured());
        assertThat(missed.failure()).isEqualTo("there were seconds in which nothing was acknowledged");
        assertThat(missed.p99Millis()).isNaN();
    }

    @Test
    void messagesThatNobodyAcknowledgesAreTakenWhenTheyAreSent() throws Exception {
        long all = (long) RATE * SECONDS;
        series.replaceAll(second -> mixed(second, 700));
        CapacityStep mixed = judged(measured(all, 3 * all / 10, 7 * all / 10, List.of()));
        assertThat(mixed.held()).isTrue();
        assertThat(mixed.taken()).isCloseTo(RATE, within(1e-6));

        series.replaceAll(second -> mixed(second, 0));
        CapacityStep none = judged(measured(all, all, 0, List.of()));
        assertThat(none.held()).isTrue();
        assertThat(none.p99Millis()).isNaN();
    }

    @Test
    void aBrokerThatTakesAndNeverAnswersHoldsNothing() throws Exception {
        series.replaceAll(second -> mixed(second, 0));

        assertThat(judged(measured((long) RATE * SECONDS, 0, 0, List.of())).failure())
                .isEqualTo("0.0 % was taken");
    }

    @Test
    void whereTheGeneratorLaggedAMissIsNotTheBrokers() throws Exception {
        List<String> lag = List.of("one in a hundred tasks was 30 ms late");
        assertThat(judged(measured(40_000, 0, 40_000, lag)).held()).isTrue();

        bad(4);
        assertThatThrownBy(() -> judged(measured(40_000, 0, 40_000, lag)))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("At 1,000 messages/s the generator gave way", "30 ms late");
    }

    @Test
    void aRunThatWasOverBeforeItCouldBeJudgedIsNoGoodOne() {
        series.subList(SETTLING, SECONDS).clear();

        assertThatThrownBy(() -> judged(measured()))
                .isInstanceOf(CapacityException.class)
                .hasMessageContaining("nothing could be judged");
    }

    private void bad(int seconds) {
        IntStream.range(0, seconds).forEach(i -> series.set(SETTLING + i, Seconds.at(SETTLING + i, RATE, BAD)));
    }

    /** Silent ones, and the next takes what has been due meanwhile. */
    private void silent(int seconds) {
        IntStream.range(0, seconds)
                .forEach(i -> series.set(SETTLING + i, mixed(Seconds.at(SETTLING + i, RATE, GOOD), 0)));
        series.set(SETTLING + seconds, mixed(Seconds.at(SETTLING + seconds, RATE, GOOD), (long) RATE * (seconds + 1)));
    }

    /** The same second, with as many messages due and sent, and so many acknowledged. */
    private static Second mixed(Second second, long acknowledged) {
        Second answered = Seconds.at(second.at(), acknowledged, acknowledged == 0 ? 0 : GOOD);
        return new Second(
                second.at(),
                second.length(),
                second.offered(),
                second.sent(),
                acknowledged,
                0,
                0,
                0,
                answered.sinceDue(),
                answered.sinceSent(),
                answered.endToEnd(),
                second.connected(),
                0,
                0,
                0,
                0,
                answered.connecting(),
                Map.of(),
                Map.of(),
                second.generator());
    }

    private static CapacityStep judged(Measured measured) throws CapacityException {
        return new RateJudgement(GOAL).of(RATE, SECONDS, true, measured);
    }

    /** All that was due was taken in the end. */
    private Measured measured() {
        return measured((long) RATE * SECONDS, 0, (long) RATE * SECONDS, List.of());
    }

    private Measured measured(long offered, long unanswerable, long acknowledged, List<String> warnings) {
        Totals totals = new Totals(
                offered,
                offered,
                unanswerable,
                acknowledged,
                0,
                0,
                0,
                10,
                10,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                1,
                2,
                0);
        return new Measured(
                Instant.EPOCH,
                SECONDS,
                warmUp,
                series,
                totals,
                new Latencies(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING),
                List.of(),
                warnings);
    }
}
