package dev.sluice.bridge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.AckContract;
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

/**
 * A pipeline into a {@link StalledSink}, for devices whose payloads say what becomes of them: {@code a,b} is two records of one rule,
 * {@code a&b} two rules with one each, {@code cold:a} goes to the topic {@code t.cold}; {@code bad}, {@code bad:7} (a schema id),
 * {@code none}, {@code refuse} and {@code local} become no record. Its settings count until the first device comes.
 */
final class StalledPipeline implements AutoCloseable {

    final StalledSink sink = new StalledSink();
    final Metrics metrics = new Metrics();
    InFlightBudget budget = new InFlightBudget(10, 1_000_000);
    AckMode ack = AckMode.KAFKA;
    OnInvalid onInvalid = OnInvalid.DEAD_LETTER;
    boolean dropQos0;
    private IngestPipeline pipeline;

    Device device(String clientId) {
        if (pipeline == null) {
            pipeline = new IngestPipeline(
                    this::map, new PipelineSettings(4, dropQos0, "dead"), budget, metrics.ingest(), Outlets.of(sink));
        }
        return new Device(clientId, pipeline.enter(clientId, 1));
    }

    long heldBack() {
        return pipeline.heldBack();
    }

    void drain() {
        pipeline.drain();
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.stop();
        }
        metrics.close();
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

    /** As {@code name=value}. */
    static List<String> headers(OutgoingRecord record) {
        return record.headers().stream()
                .map(header -> header.name() + "=" + new String(header.value(), UTF_8))
                .toList();
    }

    static final class Device {

        final IngestPipeline.Door door;
        AckContract contract;
        private final String clientId;
        private boolean hearsReasons = true;
        private int packetId;

        private Device(String clientId, IngestPipeline.Door door) {
            this.clientId = clientId;
            this.door = door;
        }

        Device hearingNoReasons() {
            hearsReasons = false;
            return this;
        }

        /** Its settlement, once it has come. */
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
