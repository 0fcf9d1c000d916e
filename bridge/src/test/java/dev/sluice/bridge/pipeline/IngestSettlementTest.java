package dev.sluice.bridge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.OnInvalid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a device hears that its message is stored, and what is stored of one that cannot be mapped. */
class IngestSettlementTest {

    private final StalledPipeline pipeline = new StalledPipeline();
    private final StalledSink sink = pipeline.sink;

    @AfterEach
    void stop() {
        pipeline.close();
    }

    @Test
    void deliveryIsSettledOnlyWhenItsRecordIsStored() {
        var device = pipeline.device("d1");

        var settled = device.publishes(1, "a");

        assertThat(settled).isEmpty();
        sink.stored(0);
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void deliveryOfSeveralRecordsIsSettledWhenAllAreStored() {
        var device = pipeline.device("d1");

        var settled = device.publishes(1, "a,b,c");

        sink.stored(2);
        sink.stored(0);
        assertThat(settled).isEmpty();
        sink.stored(1);
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void oneRecordOfUnknownFateClosesTheConnectionAndNeverAcknowledges() {
        var device = pipeline.device("d1");

        var settled = device.publishes(1, "a,b");
        sink.unknown(0);
        sink.stored(1);

        assertThat(settled).hasSize(1).first().isInstanceOf(Settlement.Unsettled.class);
        assertThat(pipeline.budget.messages()).isZero();
    }

    @Test
    void messageForColdTopicHoldsBackEverythingLaterOfItsDevice() {
        sink.coldTopics.add("t.cold");
        var device = pipeline.device("d1");

        device.publishes(1, "cold:a");
        device.publishes(1, "b");
        pipeline.device("d2").publishes(1, "other");

        assertThat(sink.values()).containsExactly("other");
        assertThat(pipeline.heldBack()).isEqualTo(2);
        sink.warm("t.cold");
        await().untilAsserted(() -> assertThat(sink.values()).containsExactly("other", "a", "b"));
        await().untilAsserted(() -> assertThat(pipeline.heldBack()).isZero());
    }

    @Test
    void heldBackMessagesOfAnEndedConnectionGoBeforeThoseOfTheNext() {
        sink.coldTopics.add("t.cold");
        var first = pipeline.device("d1");
        first.publishes(2, "cold:a");
        first.leaves();

        pipeline.device("d1").publishes(2, "b");

        sink.warm("t.cold");
        await().untilAsserted(() -> assertThat(sink.values()).containsExactly("a", "b"));
    }

    @Test
    void receivedContractIsAnsweredAtOnceAndStillSent() {
        pipeline.ack = AckMode.RECEIVED;
        var device = pipeline.device("d1");

        var settled = device.publishes(1, "a");

        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(device.contract).isEqualTo(AckContract.RECEIVED);
        assertThat(sink.values()).containsExactly("a");
    }

    @Test
    void deadLetterNamesTheSchemaIdThatIsKnown() {
        pipeline.device("d1").publishes(1, "bad:7");
        pipeline.device("d2").publishes(1, "bad");

        assertThat(StalledPipeline.headers(sink.records().get(0))).contains("dead-letter.schema-id=7");
        assertThat(StalledPipeline.headers(sink.records().get(1)))
                .noneMatch(header -> header.startsWith("dead-letter.schema-id"));
    }

    @Test
    void payloadThatDoesNotFitIsDeadLetteredAndThenAcknowledged() {
        var device = pipeline.device("d1");

        var settled = device.publishes(1, "bad");

        var letter = sink.records().get(0);
        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(letter.value()).isEqualTo("bad".getBytes(UTF_8));
        assertThat(StalledPipeline.headers(letter))
                .contains("dead-letter.reason=FIELD_MISSING", "dead-letter.rule=r", "mqtt.topic=t", "mqtt.client=d1");
        assertThat(settled).isEmpty();
        sink.stored(0);
        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(pipeline.metrics.scrape())
                .contains("sluice_dead_letters_total{mapping=\"r\",reason=\"FIELD_MISSING\"} 1.0");
    }

    @Test
    void refusalIsHeardByMqtt5AndIsADeadLetterForMqtt3() {
        pipeline.onInvalid = OnInvalid.REFUSE;

        var modern = pipeline.device("d5").publishes(1, "bad");
        var old = pipeline.device("d3").hearingNoReasons().publishes(1, "bad");

        assertThat(modern).containsExactly(new Settlement.Refused(RefusalReason.PAYLOAD_FORMAT_INVALID));
        assertThat(old).isEmpty();
        assertThat(sink.records()).hasSize(1);
    }

    @Test
    void recordTooLargeBecomesADeadLetterCutToFit() {
        sink.largestRecord = 1_000;
        var settled = pipeline.device("d1").publishes(1, "x".repeat(2_000));

        var letter = sink.records().get(0);
        assertThat(letter.topic()).isEqualTo("dead");
        assertThat(RecordSink.sizeOf(letter)).isEqualTo(1_000);
        assertThat(new String(letter.value(), UTF_8)).matches("x+");
        assertThat(StalledPipeline.headers(letter))
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
        var settled = pipeline.device("d1").publishes(1, "abc");

        assertThat(settled).singleElement().isInstanceOf(Settlement.Unsettled.class);
        assertThat(pipeline.budget.messages()).isZero();
    }

    @Test
    void unmappedMessageIsRefusedOrLeftToLocalSubscribers() {
        assertThat(pipeline.device("d1").publishes(1, "refuse"))
                .containsExactly(new Settlement.Refused(RefusalReason.TOPIC_NAME_INVALID));
        assertThat(pipeline.device("d1").publishes(1, "local")).containsExactly(Settlement.STORED);
        assertThat(sink.records()).isEmpty();
    }

    @Test
    void refusalThatNobodyCanHearIsADeadLetter() {
        pipeline.device("d1").publishes(0, "refuse");
        pipeline.device("d1").hearingNoReasons().publishes(1, "refuse");

        assertThat(sink.records())
                .hasSize(2)
                .allSatisfy(
                        letter -> assertThat(StalledPipeline.headers(letter)).contains("dead-letter.reason=UNMAPPED"));
    }

    @Test
    void whatSeveralRulesMadeIsSettledAsOne() {
        var settled = pipeline.device("d1").publishes(1, "a&bad&b");

        assertThat(sink.records()).extracting(OutgoingRecord::topic).containsExactly("t.warm", "dead", "t.warm");
        assertThat(pipeline.budget.messages()).isEqualTo(1);
        sink.stored(0);
        sink.stored(2);
        assertThat(settled).isEmpty();
        sink.stored(1);
        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(pipeline.metrics.scrape())
                .contains("sluice_dead_letters_total{mapping=\"r\",reason=\"FIELD_MISSING\"} 1.0")
                .contains("sluice_messages_received_total{mapping=\"r\"} 3.0");
    }

    @Test
    void theStrongestAckOfSeveralRulesCounts() {
        pipeline.ack = AckMode.RECEIVED;
        var device = pipeline.device("d1");

        assertThat(device.publishes(1, "a&b")).containsExactly(Settlement.STORED);
        assertThat(device.contract).isEqualTo(AckContract.RECEIVED);
        assertThat(device.publishes(1, "a&bad")).isEmpty();
        assertThat(device.contract).isEqualTo(AckContract.STORED);
    }

    @Test
    void whatEveryRuleDropsIsAnsweredInTheOrderOfItsContract() {
        pipeline.onInvalid = OnInvalid.DROP;
        var device = pipeline.device("d1");

        assertThat(device.publishes(1, "bad&bad")).containsExactly(Settlement.STORED);
        assertThat(device.contract).isEqualTo(AckContract.STORED);
    }

    @Test
    void oneOfSeveralRulesCannotRefuseWhatTheOthersStore() {
        pipeline.onInvalid = OnInvalid.REFUSE;

        var settled = pipeline.device("d1").publishes(1, "a&bad");

        assertThat(settled).isEmpty();
        assertThat(sink.records()).extracting(OutgoingRecord::topic).containsExactly("t.warm", "dead");
    }

    @Test
    void messageThatBecomesNoRecordIsAcknowledgedAtOnce() {
        var settled = pipeline.device("d1").publishes(1, "none");

        assertThat(settled).containsExactly(Settlement.STORED);
        assertThat(sink.records()).isEmpty();
        assertThat(pipeline.budget.messages()).isZero();
    }
}
