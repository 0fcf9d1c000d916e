package dev.sluice.bridge.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.pipeline.InFlightBudget;
import dev.sluice.bridge.pipeline.IngestPipeline;
import dev.sluice.bridge.pipeline.Outlets;
import dev.sluice.bridge.pipeline.PipelineSettings;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnInvalid;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackpressureTest {

    private static final MappingRule RULE = new MappingRule("r", AckMode.KAFKA, OnInvalid.DEAD_LETTER, "test:1");

    private final InFlightBudget budget = new InFlightBudget(10, 1_000_000);
    private final Metrics metrics = new Metrics();
    private final Deque<RecordSink.Fate> accepted = new ArrayDeque<>();
    private final IngestPipeline pipeline = new IngestPipeline(
            message -> new Mapped(
                    RULE,
                    List.of(new OutgoingRecord(
                            "t", message.clientId().getBytes(UTF_8), message.payload(), 0, List.of()))),
            new PipelineSettings(20, false, "dead"),
            budget,
            metrics.ingest(),
            Outlets.of(new KeepingSink()));
    private final Figures figures = new Figures();
    private final HealthBoard.Component health = new HealthBoard().component("new-devices");
    private Backpressure backpressure =
            new Backpressure(new PressureSettings(true, Duration.ofSeconds(5)), budget, pipeline, health);
    private long now;

    @AfterEach
    void stop() {
        backpressure.close();
        pipeline.stop();
        metrics.close();
    }

    @Test
    void aNewDeviceIsRefusedOnlyAfterTheBudgetStayedOverdrawnForSoLong() {
        publish("loud", 10);

        looksAfterSeconds(0);
        looksAfterSeconds(4);
        assertThat(backpressure.admits("new")).isTrue();
        looksAfterSeconds(5);

        assertThat(backpressure.admits("new")).isFalse();
        assertThat(backpressure.isOn(Stage.CONNECTIONS_REFUSED)).isTrue();
    }

    @Test
    void aBudgetThatHadRoomInBetweenBeginsAnew() {
        publish("loud", 10);
        looksAfterSeconds(0);
        accepted.poll().stored();
        looksAfterSeconds(4);
        publish("loud", 1);

        looksAfterSeconds(5);
        looksAfterSeconds(9);

        assertThat(backpressure.admits("new")).isTrue();
    }

    @Test
    void aDeviceWithMessagesOnTheirWayIsLetInThoughItsConnectionIsGone() {
        publish("back again", 10).leave();
        looksAfterSeconds(0);
        looksAfterSeconds(10);

        assertThat(backpressure.admits("back again")).isTrue();
        assertThat(backpressure.admits("stranger")).isFalse();
    }

    @Test
    void everybodyIsWelcomeAtTheMomentThatThereIsRoom() {
        publish("loud", 10);
        looksAfterSeconds(0);
        looksAfterSeconds(10);
        assertThat(backpressure.admits("new")).isFalse();

        accepted.poll().stored();

        assertThat(backpressure.admits("new")).isTrue();
        looksAfterSeconds(11);
        assertThat(backpressure.isOn(Stage.CONNECTIONS_REFUSED)).isFalse();
    }

    @Test
    void whileNewDevicesAreRefusedTheHealthPageSendsThemElsewhere() {
        assertThat(health.health().up()).isTrue();
        publish("loud", 10);
        looksAfterSeconds(0);
        looksAfterSeconds(4);
        assertThat(health.health().up()).isTrue();
        looksAfterSeconds(5);
        assertThat(health.health().up()).isFalse();
        assertThat(health.health().detail()).contains("New devices are refused (Server busy)", "10 of 10 messages");

        accepted.poll().stored();
        looksAfterSeconds(6);

        assertThat(health.health().up()).isTrue();
    }

    @Test
    void nobodyIsRefusedIfThatIsTheChoice() {
        backpressure.close();
        backpressure = new Backpressure(new PressureSettings(false, Duration.ZERO), budget, pipeline, health);
        publish("loud", 10);
        looksAfterSeconds(0);
        looksAfterSeconds(60);

        assertThat(backpressure.admits("new")).isTrue();
    }

    @Test
    void aDeviceIsForgottenOnceNothingOfItIsOnItsWay() {
        publish("gone", 1).leave();
        assertThat(pipeline.knows("gone")).isTrue();

        accepted.poll().stored();

        await().until(() -> !pipeline.knows("gone"));
    }

    @Test
    void stagesComeAndGoWithTheirSigns() {
        figures.oldestWithheldNanos = TimeUnit.SECONDS.toNanos(6);
        figures.paused = 3;
        looksAfterSeconds(0);
        assertThat(backpressure.isOn(Stage.ACKS_WITHHELD)).isTrue();
        assertThat(backpressure.isOn(Stage.CONNECTIONS_PAUSED))
                .as("a moment's pause is nothing to tell")
                .isFalse();
        figures.closedAtDeadline = 3;
        looksAfterSeconds(2);
        assertThat(backpressure.isOn(Stage.CONNECTIONS_PAUSED)).isTrue();
        assertThat(backpressure.isOn(Stage.DEADLINE_PASSED)).isTrue();

        figures.oldestWithheldNanos = 0;
        figures.paused = 0;
        looksAfterSeconds(8);
        assertThat(backpressure.isOn(Stage.ACKS_WITHHELD)).isFalse();
        assertThat(backpressure.isOn(Stage.CONNECTIONS_PAUSED)).isFalse();
        assertThat(backpressure.isOn(Stage.DEADLINE_PASSED)).isTrue();
        looksAfterSeconds(70);
        assertThat(backpressure.isOn(Stage.DEADLINE_PASSED)).isFalse();
        figures.handedBackAtDeadline = 5;
        looksAfterSeconds(71);
        assertThat(backpressure.isOn(Stage.DEADLINE_PASSED)).isTrue();
    }

    @Test
    void theLoudestDeviceIsNamedWithoutItsControlCharacters() {
        publish("quiet", 1);
        publish("loud\nand rude", 3);

        assertThat(pipeline.loudest())
                .hasValueSatisfying(text -> assertThat(text).startsWith("device loud?and rude (3 messages"));
    }

    private void looksAfterSeconds(long seconds) {
        now = TimeUnit.SECONDS.toNanos(seconds);
        backpressure.look(figures, now);
    }

    private IngestPipeline.Door publish(String clientId, int messages) {
        var door = pipeline.enter(clientId, 1);
        for (int i = 0; i < messages; i++) {
            door.receive(new Delivery(
                    new DeviceMessage("t", clientId, 1, false, false, new byte[10], 0, "e", MessageProperties.NONE),
                    1,
                    HeldAck.NONE,
                    true));
        }
        return door;
    }

    private static final class Figures implements DeviceFigures {
        private long oldestWithheldNanos;
        private int paused;
        private long closedAtDeadline;
        private long handedBackAtDeadline;

        @Override
        public long oldestWithheldNanos() {
            return oldestWithheldNanos;
        }

        @Override
        public int paused() {
            return paused;
        }

        @Override
        public long refused() {
            return 0;
        }

        @Override
        public long closedAtDeadline() {
            return closedAtDeadline;
        }

        @Override
        public long handedBackAtDeadline() {
            return handedBackAtDeadline;
        }
    }

    /** Takes everything and answers for nothing until a test does. */
    private final class KeepingSink implements RecordSink {

        @Override
        public Answer offer(OutgoingRecord record, Fate fate) {
            accepted.add(fate);
            return Answer.ACCEPTED;
        }

        @Override
        public int largestRecord(String topic) {
            return 1_000_000;
        }

        @Override
        public void onRoom(Runnable action) {}
    }
}
