package dev.sluice.simulator.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.simulator.decode.SchemaShelf;
import dev.sluice.simulator.decode.ValueDecoder;
import dev.sluice.simulator.decode.ValueFormat;
import dev.sluice.simulator.readback.KafkaAwayException;
import dev.sluice.simulator.readback.KafkaLoginException;
import dev.sluice.simulator.readback.StoredRecord;
import dev.sluice.simulator.readback.Tail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndToEndTest {

    private static final long START = 1_700_000_000_000L;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicLong clock = new AtomicLong(START);
    private final FakeTail tail = new FakeTail();
    private final Histogram micros = new Histogram(3_600_000_000L, 3);
    private final EndToEnd endToEnd = endToEnd(tail);

    @BeforeEach
    void started() throws Exception {
        endToEnd.start(LONG);
        clock.addAndGet(1_000);
    }

    @AfterEach
    void closed() {
        endToEnd.close();
        await().untilAsserted(() -> assertThat(tail.closed).isTrue());
    }

    @Test
    void latencyIsFromTheMessagesOwnTimeToTheConsumersHand() {
        tail.holds(message(START + 960));
        tail.holds(message("\"" + Instant.ofEpochMilli(START + 960) + "\""));
        tail.holds(message((START + 960) * 1_000));
        awaitArrived(3);

        endToEnd.accept(micros);

        assertThat(micros.getTotalCount()).isEqualTo(3);
        assertThat(micros.getMinValue()).isEqualTo(micros.lowestEquivalentValue(40_000));
        assertThat(micros.getMaxValue()).isEqualTo(micros.highestEquivalentValue(40_000));
        assertThat(endToEnd.warnings()).isEmpty();
    }

    @Test
    void eachMessageIsHandedOverOnce() {
        tail.holds(message(START + 1));
        awaitArrived(1);
        endToEnd.accept(micros);
        endToEnd.accept(micros);

        assertThat(micros.getTotalCount()).isOne();
    }

    @Test
    void whatHasNoTimeOfThisRunIsCountedAndNamed() {
        tail.holds(message(START - 1));
        tail.holds(message(START + 3_600_000));
        tail.holds("{\"device\":\"d\",\"seq\":1}");
        tail.holds("no json");
        awaitArrived(4);
        endToEnd.accept(micros);

        assertThat(micros.getTotalCount()).isZero();
        await().atMost(LONG).until(() -> endToEnd.warnings().size() == 2);
        assertThat(endToEnd.warnings())
                .anyMatch(warning ->
                        warning.startsWith("2 records") && warning.contains("before the run or in the future"))
                .anyMatch(warning -> warning.startsWith("2 records") && warning.contains("no field \"ts\""));
    }

    @Test
    void aKafkaThatIsAwayIsSaidAndMeasuringGoesOnWhenItIsBack() {
        awaitAnswers(2);
        tail.away = true;
        await().atMost(LONG).until(() -> !endToEnd.warnings().isEmpty());
        assertThat(endToEnd.warnings()).singleElement().asString().contains("before it was back", "no answer");

        tail.away = false;
        tail.holds(message(START + 900));
        awaitArrived(1);
        endToEnd.accept(micros);

        assertThat(micros.getTotalCount()).isOne();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(endToEnd.warnings())
                        .singleElement()
                        .asString()
                        .startsWith("From second 1 on latency into Kafka could not be measured (no answer), for 1 s"));
    }

    @Test
    void ofVeryManyOneInTenIsTimedAndCountsForTen() {
        for (int i = 0; i < 30_000; i++) {
            tail.holds(message(START + 990));
        }
        awaitArrived(30_000);

        await().atMost(LONG).until(() -> {
            endToEnd.accept(micros);
            return micros.getTotalCount() == 30_000;
        });
    }

    @Test
    void nothingMoreIsWaitedForOnceAllHaveArrived() {
        assertThat(endToEnd.allIn(1)).isFalse();
        tail.holds(message(START + 960));

        await().atMost(LONG).until(() -> endToEnd.allIn(1));
    }

    @Test
    void whatNeverComesIsWaitedForUntilKafkaHasAnsweredAfterASecondOfQuiet() {
        assertThat(endToEnd.allIn(2)).isFalse();
        clock.addAndGet(600);
        tail.holds(message(START + 960));
        awaitArrived(1);
        clock.addAndGet(999);
        awaitAnswers(2);
        assertThat(endToEnd.allIn(2)).isFalse();

        clock.addAndGet(1);
        await().atMost(LONG).until(() -> endToEnd.allIn(2));
        assertThat(endToEnd.warnings()).isEmpty();
    }

    @Test
    void aKafkaThatSaysNothingIsWaitedForAndOneThatIsAwayIsNot() {
        tail.silent = true;
        clock.addAndGet(60_000);
        assertThat(endToEnd.allIn(1)).isFalse();
        clock.addAndGet(60_000);
        assertThat(endToEnd.allIn(1)).isFalse();

        tail.away = true;
        await().atMost(LONG).until(() -> endToEnd.allIn(1));
    }

    @Test
    void anAbsenceCountsFromWhenKafkaWasLastThere() {
        awaitAnswers(2);
        tail.silent = true;
        awaitPolls(2);
        clock.addAndGet(7_000);
        tail.away = true;

        await().atMost(LONG).until(() -> !endToEnd.warnings().isEmpty());
        assertThat(endToEnd.warnings()).singleElement().asString().startsWith("From second 1 on");
    }

    @Test
    void aLoginThatIsRefusedFromTheBeginningIsSaidAtOnceAndALaterOneIsAnAbsence() {
        var refusing = new FakeTail();
        refusing.refuses = true;
        try (var refused = endToEnd(refusing)) {
            assertThatThrownBy(() -> refused.start(LONG))
                    .isInstanceOf(KafkaLoginException.class)
                    .hasMessage("wrong password");
        }

        tail.refuses = true;
        await().atMost(LONG).until(() -> !endToEnd.warnings().isEmpty());
        assertThat(endToEnd.warnings()).singleElement().asString().contains("(wrong password)");
    }

    private EndToEnd endToEnd(Tail of) {
        return new EndToEnd(
                of,
                new ValueDecoder(ValueFormat.JSON, SchemaShelf.bundled(), Optional.empty(), "device", "seq"),
                "ts",
                clock::get);
    }

    private void awaitArrived(long messages) {
        await().atMost(LONG).until(() -> endToEnd.arrived() >= messages);
    }

    /** So many more, so that the last one at least was asked for after this call. */
    private void awaitAnswers(int more) {
        long before = tail.answers.get();
        await().atMost(LONG).until(() -> tail.answers.get() >= before + more);
    }

    private void awaitPolls(int more) {
        long before = tail.polls.get();
        await().atMost(LONG).until(() -> tail.polls.get() >= before + more);
    }

    private static String message(Object time) {
        return "{\"device\":\"d\",\"seq\":1,\"ts\":" + time + "}";
    }

    private static final class FakeTail implements Tail {

        private final BlockingQueue<StoredRecord> records = new LinkedBlockingQueue<>();
        private final AtomicLong polls = new AtomicLong();
        private final AtomicLong answers = new AtomicLong();
        private volatile boolean away;
        private volatile boolean refuses;
        private volatile boolean silent;
        private volatile boolean closed;

        void holds(String value) {
            records.add(new StoredRecord("t", 0, 0, null, value.getBytes(UTF_8), null, false));
        }

        @Override
        public boolean poll(Duration longest, Consumer<StoredRecord> receiver) throws KafkaAwayException {
            if (refuses) {
                throw new KafkaLoginException("wrong password", null);
            }
            if (away) {
                throw new KafkaAwayException("no answer", null);
            }
            boolean answers = !silent;
            try {
                StoredRecord record = records.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
                if (record != null) {
                    receiver.accept(record);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            polls.incrementAndGet();
            this.answers.addAndGet(answers ? 1 : 0);
            return answers;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
