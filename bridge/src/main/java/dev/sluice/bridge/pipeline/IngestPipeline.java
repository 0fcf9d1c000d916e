package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.observe.IngestMeters;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.engine.Ignored;
import dev.sluice.mapping.engine.Mapped;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.engine.Rejected;
import dev.sluice.mapping.engine.Several;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.AckMode;
import dev.sluice.mapping.rule.MappingRule;
import dev.sluice.mapping.rule.OnInvalid;
import dev.sluice.mapping.rule.OnUnmapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes deliveries, makes records of them, and settles each delivery when its records are stored, and not before.
 *
 * <p>A device's records must reach Kafka in the order of its messages, yet any one of them may be refused for the moment: the
 * topic is not known yet, the producer's memory is full. Sending the next one meanwhile would reorder the device. So a message
 * that cannot go holds back everything later of its client id, and a retry thread takes them further in order.
 *
 * <pre>
 *  event loop                                                          any thread
 *  receive ─▶ map ─┬─ Mapped ──▶ DeviceLane ──▶ RecordSink ── accepted ──▶ stored? ──▶ settle(STORED)
 *                  │               │  ▲                                      └ unknown ─▶ settle(close)
 *                  │      not now  ▼  │ room again (in order)
 *                  │             held back
 *                  ├─ Rejected ─▶ dead letter, the same way │ refused │ dropped
 *                  ├─ Several ──▶ all of them, settled together
 *                  └─ Ignored ──▶ settled at once (local subscribers only) │ refused
 * </pre>
 *
 * What a device has in flight is counted in its {@link DeviceShare} until the sink has spoken; closing the connection does not
 * give anything back. Whether a device is read further is asked of that share, never decided here.
 */
public final class IngestPipeline {

    private static final MappingRule UNMAPPED =
            new MappingRule("unmapped", AckMode.KAFKA, OnInvalid.DEAD_LETTER, "built in");

    private final Function<DeviceMessage, MappingOutcome> mapping;
    private final PipelineSettings settings;
    private final IngestMeters meters;
    private final Outlets outlets;
    private final DeadLetters deadLetters;
    private final DeviceLanes lanes;
    private volatile boolean draining;

    public IngestPipeline(
            Function<DeviceMessage, MappingOutcome> mapping,
            PipelineSettings settings,
            InFlightBudget budget,
            IngestMeters meters,
            Outlets outlets) {
        this.mapping = mapping;
        this.settings = settings;
        this.meters = meters;
        this.outlets = outlets;
        this.deadLetters = new DeadLetters(settings.deadLetterTopic());
        this.lanes = new DeviceLanes(budget, settings.window(), outlets, deadLetters);
    }

    /**
     * The way in for one connection of this client id; {@link Door#leave} when it ends.
     *
     * @param session tells the client's session from those before it; 0 where no packet id matters
     */
    public Door enter(String clientId, long session) {
        return new Door(lanes.join(clientId), session);
    }

    /** Packet ids of this session that mean messages stored before the process began. */
    public Set<Integer> storedBefore(String clientId, long session) {
        return outlets.transactions()
                .map(known -> known.marked(clientId, session))
                .orElse(Set.of());
    }

    /** The client's session is over, and with it every packet id. */
    public void sessionEnded(String clientId) {
        outlets.transactions().ifPresent(known -> known.forget(clientId));
    }

    /** Whether a device of this name is connected or has messages on their way. Any thread. */
    public boolean knows(String clientId) {
        return lanes.knows(clientId);
    }

    /** The device with most bytes on their way, in words for people. Any thread; looks at every device. */
    public Optional<String> loudest() {
        return lanes.loudest();
    }

    /** Messages that wait, in order, for their topic or for room. */
    public long heldBack() {
        return lanes.heldBack();
    }

    /** From now on nobody may be read further; what has been received goes its way. */
    public void drain() {
        draining = true;
    }

    /** Nothing is retried any more: what is held back stays unsettled, and its devices send it again. */
    public void stop() {
        lanes.stop();
    }

    /** PUBCOMP waits for it. */
    private record Release(HeldAck ack) implements RecordSink.Fate {

        @Override
        public void stored() {
            ack.settle(Settlement.STORED);
        }

        @Override
        public void unknown(String why) {
            ack.settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        }
    }

    /** One connection's way into the pipeline. Its event loop only. */
    public final class Door {

        private final DeviceLane lane;
        private final long session;

        private Door(DeviceLane lane, long session) {
            this.lane = lane;
            this.session = session;
        }

        /** Takes over a message; returns when its device is answered. */
        public AckContract receive(Delivery delivery) {
            return mapping.apply(delivery.message())
                    .fold(
                            mapped -> send(delivery, mapped.rule().ack(), List.of(part(mapped))),
                            rejected -> reject(delivery, rejected),
                            ignored -> ignore(delivery, ignored),
                            several -> sendAll(delivery, several));
        }

        /** The device releases a QoS 2 message; {@code ack} is settled when nothing of it is left to forget. */
        public void released(int packetId, HeldAck ack) {
            if (outlets.transactions().isEmpty()) {
                ack.settle(Settlement.STORED);
                return;
            }
            outlets.transactions().get().release(receipt(packetId), new Release(ack));
        }

        public boolean mayRead() {
            return !draining && lane.share().mayRead();
        }

        /** Whether a device that may not be read further may have one small read. */
        public boolean mayProbe() {
            return !draining && lane.share().mayProbe();
        }

        public void leave() {
            lanes.leave(lane);
        }

        /** What several rules made is settled as one; the strongest {@code ack} among them counts, and a dead letter is always stored first. */
        private AckContract sendAll(Delivery delivery, Several several) {
            var ack = AckMode.RECEIVED;
            List<Part> parts = new ArrayList<>(several.parts().size());
            for (var each : several.parts()) {
                if (each instanceof Mapped mapped) {
                    parts.add(part(mapped));
                    ack = ack.strongest(mapped.rule().ack());
                } else if (each instanceof Rejected rejected) {
                    meters.mapping(rejected.rule().name()).received();
                    if (rejected.rule().onInvalid() == OnInvalid.DROP) {
                        ack = ack.strongest(rejected.rule().ack());
                        meters.mapping(rejected.rule().name()).dropped("invalid");
                    } else {
                        // Refusing the whole message would make its device repeat what the other rules have stored.
                        parts.add(letter(delivery, rejected));
                        ack = ack.strongest(letterAck(rejected));
                    }
                }
            }
            return send(delivery, ack, parts);
        }

        /** A letter is stored first in any case. */
        private static AckMode letterAck(Rejected rejected) {
            var ack = rejected.rule().ack();
            return ack == AckMode.RECEIVED ? AckMode.KAFKA : ack;
        }

        /** The rule has the message. */
        private Part part(Mapped mapped) {
            var rule = mapped.rule();
            var meter = meters.mapping(rule.name());
            meter.received();
            if (rule.isEnvelope()) {
                meters.unmapped();
            }
            return new Part(meter, rule, mapped.records(), null);
        }

        private AckContract send(Delivery delivery, AckMode ack, List<Part> parts) {
            boolean received = ack == AckMode.RECEIVED;
            if (received) {
                delivery.settle(Settlement.STORED);
            }
            var standing = received && delivery.message().qos() > 0 ? Standing.UNWINDOWED : standing(delivery);
            if (standing == Standing.DROPPABLE && lane.share().mustDrop()) {
                parts.forEach(part -> part.meter().dropped("budget-full"));
            } else if (hasNoRecord(parts)) {
                parts.forEach(part -> part.stored(0)); // of an empty list, say
                delivery.settle(Settlement.STORED);
            } else {
                lanes.add(lane, new Ingested(delivery, lane.share(), standing, ack, parts, receipt(delivery, parts)));
            }
            return contract(ack);
        }

        private static AckContract contract(AckMode ack) {
            return switch (ack) {
                case KAFKA -> AckContract.STORED;
                case SPOOL -> AckContract.SPOOLED;
                case RECEIVED -> AckContract.RECEIVED;
            };
        }

        /** What a transaction marks as received; null for messages that go without one. */
        private Transactions.Receipt receipt(Delivery delivery, List<Part> parts) {
            if (delivery.message().qos() < 2 || delivery.packetId() == 0) {
                return null;
            }
            for (var part : parts) {
                if (part.rule().exactlyOnce()) {
                    return receipt(delivery.packetId());
                }
            }
            return null;
        }

        private Transactions.Receipt receipt(int packetId) {
            return new Transactions.Receipt(lane.clientId(), session, packetId);
        }

        private static boolean hasNoRecord(List<Part> parts) {
            for (var part : parts) {
                if (!part.records().isEmpty()) {
                    return false;
                }
            }
            return true;
        }

        private AckContract reject(Delivery delivery, Rejected rejected) {
            var meter = meters.mapping(rejected.rule().name());
            meter.received();
            switch (rejected.rule().onInvalid()) {
                case DROP -> {
                    meter.dropped("invalid");
                    delivery.settle(Settlement.STORED);
                }
                case REFUSE -> {
                    if (hearsRefusal(delivery)) {
                        meter.refused(rejected.reason());
                        delivery.settle(new Settlement.Refused(RefusalReason.PAYLOAD_FORMAT_INVALID));
                    } else {
                        send(delivery, letterAck(rejected), List.of(letter(delivery, rejected)));
                    }
                }
                case DEAD_LETTER -> send(delivery, letterAck(rejected), List.of(letter(delivery, rejected)));
            }
            return contract(letterAck(rejected));
        }

        private AckContract ignore(Delivery delivery, Ignored ignored) {
            meters.unmapped();
            if (ignored.policy() == OnUnmapped.LOCAL) {
                delivery.settle(Settlement.STORED); // the subscribers' half of the acknowledgement is the broker's
            } else if (hearsRefusal(delivery)) {
                delivery.settle(new Settlement.Refused(RefusalReason.TOPIC_NAME_INVALID));
            } else {
                send(delivery, AckMode.KAFKA, List.of(unmappedLetter(delivery)));
            }
            return AckContract.STORED;
        }

        private Part letter(Delivery delivery, Rejected rejected) {
            var letter = deadLetters.letter(
                    delivery.message(), rejected, outlets.kafka().largestRecord(deadLetters.topic()));
            return letter(rejected.rule(), rejected.reason(), letter);
        }

        private Part unmappedLetter(Delivery delivery) {
            var letter = deadLetters.letter(
                    delivery.message(),
                    UNMAPPED.name(),
                    RejectReason.UNMAPPED,
                    "no rule takes this topic",
                    outlets.kafka().largestRecord(deadLetters.topic()));
            return letter(UNMAPPED, RejectReason.UNMAPPED, letter);
        }

        private Part letter(MappingRule rule, RejectReason reason, OutgoingRecord letter) {
            return new Part(meters.mapping(rule.name()), rule, List.of(letter), reason);
        }

        /** MQTT 5 has reasons, and only an acknowledgement carries one. */
        private boolean hearsRefusal(Delivery delivery) {
            return delivery.hearsReasons() && delivery.message().qos() > 0;
        }

        private Standing standing(Delivery delivery) {
            if (delivery.message().qos() > 0) {
                return Standing.WINDOWED;
            }
            return settings.dropQos0WhenFull() ? Standing.DROPPABLE : Standing.UNWINDOWED;
        }
    }
}
