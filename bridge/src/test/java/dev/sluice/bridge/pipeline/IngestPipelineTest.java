package dev.sluice.bridge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.engine.Ignored;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.engine.Several;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnInvalid;
import dev.sluice.mapping.rule.OnUnmapped;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestPipelineTest {

    private final StalledSink sink = new StalledSink();
    private InFlightBudget budget = new InFlightBudget(10, 1_000_000);
    private final Metrics metrics = new Metrics();
    private AckMode ack = AckMode.KAFKA;
    private OnInvalid onInvalid = OnInvalid.DEAD_LETTER;
    private boolean dropQos0;
    private IngestPipeline pipeline;

    @AfterEach
    void stop() {
        if (pipeline != null) {
            pipeline.stop();
        }
        metrics.close();
    }

    @Test
    void deliveryIsSettledOnlyWhenItsRecordIsStored() {
        var device = device("d1");

        var settled = device.publishes(1, "a");

        assertThat(settled).isEmpty();
        sink.stored(0);
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void deliveryOfSeveralRecordsIsSettledWhenAllAreStored() {
        var device = device("d1");

        var settled = device.publishes(1, "a,b,c");

        sink.stored(2);
        sink.stored(0);
        assertThat(settled).isEmpty();
        sink.stored(1);
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void oneRecordOfUnknownFateClosesTheConnectionAndNeverAcknowledges() {
        var device = device("d1");

        var settled = device.publishes(1, "a,b");
        sink.unknown(0);
        sink.stored(1);

        assertThat(settled).hasSize(1).first().isInstanceOf(Settlement.Unsettled.class);
        assertThat(budget.messages()).isZero();
    }

    @Test
    void messageForColdTopicHoldsBackEverythingLaterOfItsDevice() {
        sink.coldTopics.add("t.cold");
        var device = device("d1");

        device.publishes(1, "cold:a");
        device.publishes(1, "b");
        device("d2").publishes(1, "other");

        assertThat(sink.values()).containsExactly("other");
        assertThat(pipeline.heldBack()).isEqualTo(2);
        sink.warm("t.cold");
        await().untilAsserted(() -> assertThat(sink.values()).containsExactly("other", "a", "b"));
        await().untilAsserted(() -> assertThat(pipeline.heldBack()).isZero());
    }

    @Test
    void heldBackMessagesOfAnEndedConnectionGoBeforeThoseOfTheNext() {
        sink.coldTopics.add("t.cold");
        var first = device("d1");
        first.publishes(2, "cold:a");
        first.leaves();

        device("d1").publishes(2, "b");

        sink.warm("t.cold");
        await().untilAsserted(() -> assertThat(sink.values()).containsExactly("a", "b"));
    }

    @Test
    void receivedContractIsAnsweredAtOnceAndStillSent() {
        ack = AckMode.RECEIVED;
        var device = device("d1");

        var settled = device.publishes(1, "a");

        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(device.contract).isEqualTo(AckContract.RECEIVED);
        assertThat(sink.values()).containsExactly("a");
    }

    @Test
    void deadLetterNamesTheSchemaIdThatIsKnown() {
        device("d1").publishes(1, "bad:7");
        device("d2").publishes(1, "bad");

        assertThat(headers(sink.records().get(0))).contains("dead-letter.schema-id=7");
        assertThat(headers(sink.records().get(1))).noneMatch(header -> header.startsWith("dead-letter.schema-id"));
    }

    @Test
    void payloadThatDoesNotFitIsDeadLetteredAndThenAcknowledged() {
        var device = device("d1");

        var settled = device.publishes(1, "bad");

        var letter = sink.records().get(0);
        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(letter.value()).isEqualTo("bad".getBytes(UTF_8));
        assertThat(headers(letter))
                .contains("dead-letter.reason=FIELD_MISSING", "dead-letter.rule=r", "mqtt.topic=t", "mqtt.client=d1");
        assertThat(settled).isEmpty();
        sink.stored(0);
        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(metrics.scrape()).contains("sluice_dead_letters_total{mapping=\"r\",reason=\"FIELD_MISSING\"} 1.0");
    }

    @Test
    void refusalIsHeardByMqtt5AndIsADeadLetterForMqtt3() {
        onInvalid = OnInvalid.REFUSE;

        var modern = device("d5").publishes(1, "bad");
        var old = device("d3").hearingNoReasons().publishes(1, "bad");

        assertThat(modern).containsExactly(new Settlement.Refused(RefusalReason.PAYLOAD_FORMAT_INVALID));
        assertThat(old).isEmpty();
        assertThat(sink.records()).hasSize(1);
    }

    @Test
    void recordTooLargeBecomesADeadLetterCutToFit() {
        sink.largestRecord = 1_000;
        var settled = device("d1").publishes(1, "x".repeat(2_000));

        var letter = sink.records().get(0);
        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(RecordSink.sizeOf(letter)).isEqualTo(1_000);
        assertThat(new String(letter.value(), UTF_8)).matches("x+");
        assertThat(headers(letter))
                .contains(
                        "dead-letter.reason=RECORD_TOO_LARGE",
                        "dead-letter.cut=payload",
                        "dead-letter.cut-from-bytes=2000");
        sink.stored(0);
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void messageWhoseDeadLetterDoesNotFitEitherIsNeverAcknowledged() {
        sink.largestRecord = 10;
        var settled = device("d1").publishes(1, "abc");

        assertThat(settled).singleElement().isInstanceOf(Settlement.Unsettled.class);
        assertThat(budget.messages()).isZero();
    }

    @Test
    void unmappedMessageIsRefusedOrLeftToLocalSubscribers() {
        assertThat(device("d1").publishes(1, "refuse"))
                .containsExactly(new Settlement.Refused(RefusalReason.TOPIC_NAME_INVALID));
        assertThat(device("d1").publishes(1, "local")).containsExactly(Settlement.STORED);
        assertThat(sink.records()).isEmpty();
    }

    @Test
    void refusalThatNobodyCanHearIsADeadLetter() {
        device("d1").publishes(0, "refuse");
        device("d1").hearingNoReasons().publishes(1, "refuse");

        assertThat(sink.records())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(headers(letter)).contains("dead-letter.reason=UNMAPPED"));
    }

    @Test
    void deviceWithinItsWindowIsReadEvenWhenTheBudgetIsOverdrawn() {
        var loud = device("loud");
        IntStream.range(0, 12).forEach(i -> loud.publishes(1, "x"));
        var quiet = device("quiet");
        quiet.publishes(1, "y");

        assertThat(loud.door.mayRead()).isFalse();
        assertThat(quiet.door.mayRead()).isTrue();
        IntStream.range(0, 12).forEach(sink::stored);
        assertThat(loud.door.mayRead()).isTrue();
    }

    @Test
    void qos0PublisherIsPausedWhileTheBudgetIsFull() {
        var device = device("d1");
        IntStream.range(0, 10).forEach(i -> device.publishes(0, "x"));

        assertThat(device.door.mayRead()).isFalse();
    }

    @Test
    void qos0IsDroppedAndCountedInsteadIfThatIsTheChoice() {
        dropQos0 = true;
        budget = new InFlightBudget(90, 1_000_000);
        var device = device("d1");
        IntStream.range(0, 12).forEach(i -> device.publishes(0, "x"));

        assertThat(device.door.mayRead()).isTrue();
        assertThat(sink.records()).as("an eighth of what is still free").hasSize(10);
        assertThat(metrics.scrape())
                .contains("sluice_messages_dropped_total{mapping=\"r\",reason=\"budget-full\"} 2.0");
    }

    @Test
    void qos0ThatIsDroppedLeavesRoomForOthers() {
        dropQos0 = true;
        var loud = device("loud");
        IntStream.range(0, 100).forEach(i -> loud.publishes(0, "x"));

        device("quiet").publishes(0, "y");

        assertThat(budget.isFull()).isFalse();
        assertThat(sink.values()).endsWith("y");
    }

    @Test
    void qos0UnderReceivedIsDroppedTooIfThatIsTheChoice() {
        dropQos0 = true;
        ack = AckMode.RECEIVED;
        budget = new InFlightBudget(90, 1_000_000);
        var device = device("d1");
        IntStream.range(0, 12).forEach(i -> device.publishes(0, "x"));

        assertThat(device.door.mayRead()).isTrue();
        assertThat(sink.records()).hasSize(10);
    }

    @Test
    void whatSeveralRulesMadeIsSettledAsOne() {
        var settled = device("d1").publishes(1, "a&bad&b");

        assertThat(sink.records()).extracting(OutgoingRecord::topic).containsExactly("t.warm", "dead", "t.warm");
        assertThat(budget.messages()).isEqualTo(1);
        sink.stored(0);
        sink.stored(2);
        assertThat(settled).isEmpty();
        sink.stored(1);
        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(metrics.scrape())
                .contains("sluice_dead_letters_total{mapping=\"r\",reason=\"FIELD_MISSING\"} 1.0")
                .contains("sluice_messages_received_total{mapping=\"r\"} 3.0");
    }

    @Test
    void theStrongestAckOfSeveralRulesCounts() {
        ack = AckMode.RECEIVED;
        var device = device("d1");

        assertThat(device.publishes(1, "a&b")).containsExactly(Settlement.STORED);
        assertThat(device.contract).isEqualTo(AckContract.RECEIVED);
        assertThat(device.publishes(1, "a&bad")).isEmpty();
        assertThat(device.contract).isEqualTo(AckContract.STORED);
    }

    @Test
    void whatEveryRuleDropsIsAnsweredInTheOrderOfItsContract() {
        onInvalid = OnInvalid.DROP;
        var device = device("d1");

        assertThat(device.publishes(1, "bad&bad")).containsExactly(Settlement.STORED);
        assertThat(device.contract).isEqualTo(AckContract.STORED);
    }

    @Test
    void oneOfSeveralRulesCannotRefuseWhatTheOthersStore() {
        onInvalid = OnInvalid.REFUSE;

        var settled = device("d1").publishes(1, "a&bad");

        assertThat(settled).isEmpty();
        assertThat(sink.records()).extracting(OutgoingRecord::topic).containsExactly("t.warm", "dead");
    }

    @Test
    void messageThatBecomesNoRecordIsAcknowledgedAtOnce() {
        var settled = device("d1").publishes(1, "none");

        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(sink.records()).isEmpty();
        assertThat(budget.messages()).isZero();
    }

    @Test
    void qos0ThatIsInvalidIsDroppedTooAndNeverPausesItsDevice() {
        dropQos0 = true;
        budget = new InFlightBudget(90, 1_000_000);
        var device = device("d1");
        IntStream.range(0, 10).forEach(i -> device.publishes(0, "x"));

        device.publishes(0, "bad");

        assertThat(sink.records()).hasSize(10);
        assertThat(device.door.mayRead()).isTrue();
    }

    @Test
    void bytesOfDroppableLettersNeverPauseTheirDevice() {
        dropQos0 = true;
        budget = new InFlightBudget(1_000, 90_000);
        var device = device("d1");
        IntStream.range(0, 100).forEach(i -> device.publishes(0, "bad"));

        assertThat(budget.bytes()).isBetween(9_000L, 11_000L);
        assertThat(device.door.mayRead()).isTrue();
    }

    @Test
    void nobodyIsReadOnceThePipelineDrains() {
        var device = device("d1");
        pipeline.drain();

        assertThat(device.door.mayRead()).isFalse();
    }

    private Device device(String clientId) {
        if (pipeline == null) {
            pipeline = new IngestPipeline(
                    this::map, new PipelineSettings(4, dropQos0, "dead"), budget, metrics.ingest(), Outlets.of(sink));
        }
        return new Device(clientId, pipeline.enter(clientId, 1));
    }

    private MappingOutcome map(DeviceMessage message) {
        var payload = new String(message.payload(), UTF_8);
        return payload.contains("&")
                ? new Several(Arrays.stream(payload.split("&"))
                        .map(part -> map(message, part))
                        .toList())
                : map(message, payload);
    }

    private MappingOutcome map(DeviceMessage message, String payload) {
        var rule = new MappingRule("r", ack, onInvalid, "test:1");
        return switch (payload) {
            case "none" -> new Mapped(rule, List.of());
            case "bad:7" -> new Rejected(rule, RejectReason.FIELD_MISSING, "no field", OptionalInt.of(7));
            case "bad" -> new Rejected(rule, RejectReason.FIELD_MISSING, "no field");
            case "refuse" -> new Ignored(OnUnmapped.REFUSE);
            case "local" -> new Ignored(OnUnmapped.LOCAL);
            default ->
                new Mapped(
                        rule,
                        Arrays.stream(payload.split(","))
                                .map(part -> record(message, part))
                                .toList());
        };
    }

    private static OutgoingRecord record(DeviceMessage message, String part) {
        boolean cold = part.startsWith("cold:");
        var value = (cold ? part.substring(5) : part).getBytes(UTF_8);
        return new OutgoingRecord(cold ? "t.cold" : "t.warm", message.clientId().getBytes(UTF_8), value, 0, List.of());
    }

    private static List<String> headers(OutgoingRecord record) {
        return record.headers().stream()
                .map(header -> header.name() + "=" + new String(header.value(), UTF_8))
                .toList();
    }

    private static final class Device {
        private final String clientId;
        private final IngestPipeline.Door door;
        private boolean hearsReasons = true;
        private AckContract contract;

        private int packetId;

        Device(String clientId, IngestPipeline.Door door) {
            this.clientId = clientId;
            this.door = door;
        }

        Device hearingNoReasons() {
            hearsReasons = false;
            return this;
        }

        List<Settlement> publishes(int qos, String payload) {
            List<Settlement> settled = new CopyOnWriteArrayList<>();
            var message = new DeviceMessage(
                    "t", clientId, qos, false, false, payload.getBytes(UTF_8), 0, "e", MessageProperties.NONE);
            contract = door.receive(new Delivery(
                    message,
                    qos == 0 ? 0 : ++packetId,
                    settlement -> {
                        if (settled.isEmpty()) {
                            settled.add(settlement);
                        }
                    },
                    hearsReasons));
            return settled;
        }

        void leaves() {
            door.leave();
        }
    }
}
