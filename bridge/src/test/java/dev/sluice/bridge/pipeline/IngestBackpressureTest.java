package dev.sluice.bridge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.rule.AckMode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is read while too much is on its way to Kafka, and whose messages are dropped instead. */
class IngestBackpressureTest {

    private final StalledPipeline pipeline = new StalledPipeline();
    private final StalledSink sink = pipeline.sink;

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void deviceWithinItsWindowIsReadEvenWhenTheBudgetIsOverdrawn() {
        var loud = pipeline.device("loud");
        IntStream.range(0, 12).forEach(i -> loud.publishes(1, "x"));
        var quiet = pipeline.device("quiet");
        quiet.publishes(1, "y");

        assertThat(loud.door.mayRead()).isFalse();
        assertThat(quiet.door.mayRead()).isTrue();
        IntStream.range(0, 12).forEach(sink::stored);
        assertThat(loud.door.mayRead()).isTrue();
    }

    @Test
    void qos0PublisherIsPausedWhileTheBudgetIsFull() {
        var device = pipeline.device("d1");
        IntStream.range(0, 10).forEach(i -> device.publishes(0, "x"));

        assertThat(device.door.mayRead()).isFalse();
    }

    @Test
    void qos0IsDroppedAndCountedInsteadIfThatIsTheChoice() {
        pipeline.dropQos0 = true;
        pipeline.budget = new InFlightBudget(90, 1_000_000);
        var device = pipeline.device("d1");
        IntStream.range(0, 12).forEach(i -> device.publishes(0, "x"));

        assertThat(device.door.mayRead()).isTrue();
        assertThat(sink.records()).as("an eighth of what is still free").hasSize(10);
        assertThat(pipeline.metrics.scrape())
                .contains("sluice_messages_dropped_total{mapping=\"r\",reason=\"budget-full\"} 2.0");
    }

    @Test
    void qos0ThatIsDroppedLeavesRoomForOthers() {
        pipeline.dropQos0 = true;
        var loud = pipeline.device("loud");
        IntStream.range(0, 100).forEach(i -> loud.publishes(0, "x"));

        pipeline.device("quiet").publishes(0, "y");

        assertThat(pipeline.budget.isFull()).isFalse();
        assertThat(sink.values()).endsWith("y");
    }

    @Test
    void qos0UnderReceivedIsDroppedTooIfThatIsTheChoice() {
        pipeline.dropQos0 = true;
        pipeline.ack = AckMode.RECEIVED;
        pipeline.budget = new InFlightBudget(90, 1_000_000);
        var device = pipeline.device("d1");
        IntStream.range(0, 12).forEach(i -> device.publishes(0, "x"));

        assertThat(device.door.mayRead()).isTrue();
        assertThat(sink.records()).hasSize(10);
    }

    @Test
    void qos0ThatIsInvalidIsDroppedTooAndNeverPausesItsDevice() {
        pipeline.dropQos0 = true;
        pipeline.budget = new InFlightBudget(90, 1_000_000);
        var device = pipeline.device("d1");
        IntStream.range(0, 10).forEach(i -> device.publishes(0, "x"));

        device.publishes(0, "bad");

        assertThat(sink.records()).hasSize(10);
        assertThat(device.door.mayRead()).isTrue();
    }

    @Test
    void bytesOfDroppableLettersNeverPauseTheirDevice() {
        pipeline.dropQos0 = true;
        pipeline.budget = new InFlightBudget(1_000, 90_000);
        var device = pipeline.device("d1");
        IntStream.range(0, 100).forEach(i -> device.publishes(0, "bad"));

        assertThat(pipeline.budget.bytes()).isBetween(9_000L, 11_000L);
        assertThat(device.door.mayRead()).isTrue();
    }

    @Test
    void nobodyIsReadOnceThePipelineDrains() {
        var device = pipeline.device("d1");
        pipeline.drain();

        assertThat(device.door.mayRead()).isFalse();
    }
}
