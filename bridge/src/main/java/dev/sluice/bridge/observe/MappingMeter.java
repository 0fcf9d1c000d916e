package dev.sluice.bridge.observe;

import dev.sluice.mapping.message.RejectReason;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** What happened to the messages of one rule. Each method may be called from any thread and costs tens of nanoseconds. */
public final class MappingMeter {

    private static final int REASONS = RejectReason.values().length;

    private final String name;
    private final LongAdder received = new LongAdder();
    private final LongAdder clockDisbelieved = new LongAdder();
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LongAdder[] refused = adders();
    private final LongAdder[] deadLettered = adders();
    private final Function<String, LongAdder> dropped;

    MappingMeter(String name, Function<String, LongAdder> dropped) {
        this.name = name;
        this.dropped = dropped;
    }

    public String name() {
        return name;
    }

    /** A message matched the rule. */
    public void received() {
        received.increment();
    }

    /** Kafka has every record of a message, {@code nanosFromReceiveToAck} after the device's packet was decoded. */
    public void stored(long nanosFromReceiveToAck) {
        latency.record(nanosFromReceiveToAck);
    }

    /** A message went back to its device with a reason code. */
    public void refused(RejectReason reason) {
        refused[reason.ordinal()].increment();
    }

    /** Kafka has the dead letter of a message. */
    public void deadLettered(RejectReason reason) {
        deadLettered[reason.ordinal()].increment();
    }

    /** A record got the time of arrival, because the time that its message claims cannot be. */
    public void clockDisbelieved() {
        clockDisbelieved.increment();
    }

    /** A message was given up. {@code reason} is a constant of the code, in the spelling that the metric's tag shows. */
    public void dropped(String reason) {
        dropped.apply(reason).increment();
    }

    LongAdder receivedCount() {
        return received;
    }

    LongAdder clockDisbelievedCount() {
        return clockDisbelieved;
    }

    LatencyHistogram latency() {
        return latency;
    }

    LongAdder refusedCount(RejectReason reason) {
        return refused[reason.ordinal()];
    }

    LongAdder deadLetterCount(RejectReason reason) {
        return deadLettered[reason.ordinal()];
    }

    private static LongAdder[] adders() {
        var adders = new LongAdder[REASONS];
        for (int i = 0; i < REASONS; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
