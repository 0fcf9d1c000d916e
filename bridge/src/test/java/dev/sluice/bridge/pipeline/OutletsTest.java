package dev.sluice.bridge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.Settlement;
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
import dev.sluice.mapping.rule.SpoolWhenFull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which way a message goes, and whose word settles it. */
class OutletsTest {

    private static final MappingRule KAFKA = rule("kafka", AckMode.KAFKA, false);
    private static final MappingRule SPOOL = rule("spool", AckMode.SPOOL, false);
    private static final MappingRule RECEIVED = rule("received", AckMode.RECEIVED, false);
    private static final MappingRule ONCE = rule("once", AckMode.KAFKA, true);

    private final StalledSink kafka = new StalledSink();
    private final StalledSpool spool = new StalledSpool();
    private final StalledTransactions transactions = new StalledTransactions();
    private final Metrics metrics = new Metrics();
    private IngestPipeline pipeline;
    private IngestPipeline.Door door;
    private AckContract contract;

    @BeforeEach
    void start() {
        pipeline = new IngestPipeline(
                this::map,
                new PipelineSettings(4, false, "dead"),
                new InFlightBudget(10, 1_000_000),
                metrics.ingest(),
                new Outlets(kafka, Optional.of(spool), Optional.of(transactions)));
        door = pipeline.enter("d1", 1);
    }

    @AfterEach
    void stop() {
        pipeline.stop();
        metrics.close();
    }

    @Test
    void spoolRuleIsSettledByTheJournalAlone() {
        var settled = publish(1, "spool:a");

        assertThat(contract).isEqualTo(AckContract.SPOOLED);
        assertThat(kafka.accepted).isEmpty();
        assertThat(spool.taken).extracting(StalledSpool.Taken::until).containsExactly(Spool.Until.JOURNALED);
        assertThat(spool.taken.get(0).origin()).isEqualTo(new Spool.Origin(SPOOL, "d1"));
        assertThat(settled).isEmpty();
        spool.taken.get(0).fate().stored();
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void deadLetterOfASpoolRuleGoesThroughTheJournalToo() {
        publish(1, "spool:bad");

        assertThat(contract).isEqualTo(AckContract.SPOOLED);
        assertThat(spool.taken).extracting(taken -> taken.record().topic()).containsExactly("dead");
    }

    @Test
    void keyThatTheJournalStillHoldsIsNotOvertakenByAnotherRule() {
        spool.held.add("k");

        publish(1, "kafka:k");
        publish(1, "kafka:free");

        assertThat(spool.taken).extracting(StalledSpool.Taken::until).containsExactly(Spool.Until.IN_KAFKA);
        assertThat(kafka.values()).containsExactly("free");
        assertThat(contract).isEqualTo(AckContract.STORED);
    }

    @Test
    void journalIsNotEnoughWhereAnotherRuleOfTheMessageAsksForKafka() {
        var settled = publish(1, "spool:a&kafka:b");

        assertThat(contract).isEqualTo(AckContract.STORED);
        assertThat(spool.taken).extracting(StalledSpool.Taken::until).containsExactly(Spool.Until.IN_KAFKA);
        kafka.stored(0);
        assertThat(settled).isEmpty();
        spool.taken.get(0).fate().stored();
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void journalIsEnoughWhereTheOtherRuleAsksForLess() {
        var settled = publish(1, "spool:a&received:b");

        assertThat(contract).isEqualTo(AckContract.SPOOLED);
        assertThat(kafka.accepted).isEmpty();
        assertThat(spool.taken)
                .extracting(StalledSpool.Taken::until)
                .containsExactly(Spool.Until.JOURNALED, Spool.Until.JOURNALED);
        spool.taken.forEach(taken -> taken.fate().stored());
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void messageOfQos2IsOneTransactionWithTheMarkOfItsPacketId() {
        var settled = publish(2, "once:a&kafka:b&spool:c");

        assertThat(transactions.taken).singleElement().satisfies(taken -> {
            assertThat(taken.records()).extracting(OutgoingRecord::topic).containsExactly("t", "t");
            assertThat(taken.receipt()).isEqualTo(new Transactions.Receipt("d1", 1, 1));
        });
        assertThat(kafka.accepted).isEmpty();
        spool.taken.get(0).fate().stored();
        assertThat(settled).isEmpty();
        transactions.taken.get(0).fate().stored();
        assertThat(settled).containsExactly(Settlement.STORED);
    }

    @Test
    void messageOfQos1NeedsNoTransaction() {
        publish(1, "once:a");

        assertThat(transactions.taken).isEmpty();
        assertThat(kafka.values()).containsExactly("a");
    }

    @Test
    void messageThatTransactionsCannotTakeNowHoldsBackWhatFollows() {
        transactions.busy = true;

        publish(2, "once:a");
        publish(1, "kafka:b");

        assertThat(kafka.accepted).isEmpty();
        assertThat(pipeline.heldBack()).isEqualTo(2);
    }

    @Test
    void recordTooLargeForItsTopicIsADeadLetterWithinTheTransaction() {
        kafka.largestRecord = 1_000;

        publish(2, "once:" + "x".repeat(2_000));

        assertThat(transactions.taken.get(0).records())
                .extracting(OutgoingRecord::topic)
                .containsExactly("dead");
    }

    @Test
    void releaseIsSettledWhenTheMarkIsGone() {
        List<Settlement> settled = new ArrayList<>();

        door.released(7, settled::add);

        assertThat(settled).isEmpty();
        transactions.released.get(0).stored();
        assertThat(settled).containsExactly(Settlement.STORED);
        door.released(8, settled::add);
        transactions.released.get(1).unknown("a test said so");
        assertThat(settled).last().isInstanceOf(Settlement.Unsettled.class);
    }

    private static MappingRule rule(String name, AckMode ack, boolean exactlyOnce) {
        return new MappingRule(name, ack, SpoolWhenFull.WITHHOLD, exactlyOnce, OnInvalid.DEAD_LETTER, "test:1");
    }

    private int packetId;

    private List<Settlement> publish(int qos, String payload) {
        List<Settlement> settled = new ArrayList<>();
        var message = new DeviceMessage(
                "t", "d1", qos, false, false, payload.getBytes(UTF_8), 0, "e", MessageProperties.NONE);
        contract = door.receive(new Delivery(message, qos == 0 ? 0 : ++packetId, settled::add, true));
        return settled;
    }

    private MappingOutcome map(DeviceMessage message) {
        var parts = Arrays.stream(new String(message.payload(), UTF_8).split("&"))
                .map(this::part)
                .toList();
        return parts.size() == 1 ? parts.get(0) : new Several(parts);
    }

    /** {@code rule:key}. */
    private MappingOutcome part(String written) {
        var ruleAndKey = written.split(":");
        var rule = List.of(KAFKA, SPOOL, RECEIVED, ONCE).stream()
                .filter(each -> each.name().equals(ruleAndKey[0]))
                .findFirst()
                .orElseThrow();
        var key = ruleAndKey[1].getBytes(UTF_8);
        return ruleAndKey[1].equals("bad")
                ? new Rejected(rule, RejectReason.FIELD_MISSING, "no field")
                : new Mapped(rule, List.of(new OutgoingRecord("t", key, key, 0, List.of())));
    }

    private static final class StalledSpool implements Spool {

        private record Taken(OutgoingRecord record, Origin origin, Until until, RecordSink.Fate fate) {}

        private final List<Taken> taken = new ArrayList<>();
        private final Set<String> held = new HashSet<>();

        @Override
        public RecordSink.Answer offer(OutgoingRecord record, Origin origin, Until until, RecordSink.Fate fate) {
            taken.add(new Taken(record, origin, until, fate));
            return RecordSink.Answer.ACCEPTED;
        }

        @Override
        public boolean holds(OutgoingRecord record) {
            return held.contains(new String(record.key(), UTF_8));
        }

        @Override
        public void onRoom(Runnable action) {}
    }

    private static final class StalledTransactions implements Transactions {

        private record Taken(List<OutgoingRecord> records, Receipt receipt, RecordSink.Fate fate) {}

        private final List<Taken> taken = new ArrayList<>();
        private final List<RecordSink.Fate> released = new ArrayList<>();
        private boolean busy;

        @Override
        public RecordSink.Answer offer(List<OutgoingRecord> records, Receipt receipt, RecordSink.Fate fate) {
            if (busy) {
                return RecordSink.Answer.NOT_NOW;
            }
            taken.add(new Taken(List.copyOf(records), receipt, fate));
            return RecordSink.Answer.ACCEPTED;
        }

        @Override
        public void release(Receipt receipt, RecordSink.Fate fate) {
            released.add(fate);
        }

        @Override
        public Set<Integer> marked(String clientId, long session) {
            return Set.of();
        }

        @Override
        public void forget(String clientId) {}

        @Override
        public void onRoom(Runnable action) {}
    }
}
