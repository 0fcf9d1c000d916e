package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.observe.MappingMeter;
import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One message on its way to the sink: settled when every record made from it is stored, or one of them may not be. */
final class Ingested implements RecordSink.Fate {

    private static final Settlement NOT_STORED = new Settlement.Unsettled(CloseReason.NOT_STORED);

    private final HeldAck ack;
    private final DeviceShare share;
    private final MappingMeter meter;
    private final Standing standing;
    private final String rule;
    private final long size;
    private final long receivedNanos = System.nanoTime();

    // until the last record is accepted: guarded by the lane
    private List<OutgoingRecord> records;
    private DeviceMessage message;
    private int offered;

    // any thread
    private final AtomicInteger missing;
    private volatile RejectReason deadLettered;
    private volatile boolean failed;

    Ingested(
            Delivery delivery,
            DeviceShare share,
            MappingMeter meter,
            Standing standing,
            String rule,
            List<OutgoingRecord> records) {
        this.ack = delivery.ack();
        this.message = delivery.message();
        this.share = share;
        this.meter = meter;
        this.standing = standing;
        this.rule = rule;
        this.records = records;
        this.missing = new AtomicInteger(records.size());
        this.size = size(records);
        share.take(size, standing);
    }

    /** This message is a dead letter: what its storing is counted as. */
    Ingested asDeadLetter(RejectReason reason) {
        deadLettered = reason;
        return this;
    }

    /** Offers what has not been accepted yet; true when all is. A record too large becomes a dead letter instead. */
    boolean offerTo(RecordSink sink, DeadLetters deadLetters) {
        while (offered < records.size()) {
            var record = records.get(offered);
            switch (sink.offer(record, this)) {
                case ACCEPTED -> offered++;
                case NOT_NOW -> {
                    return false;
                }
                case TOO_LARGE -> {
                    if (record.topic().equals(deadLetters.topic())) {
                        offered++;
                        unknown("not even its dead letter fits");
                    } else {
                        becomeDeadLetter(record, sink, deadLetters);
                    }
                }
            }
        }
        records = List.of(); // the bytes are the sink's now, and nobody asks for the message any more
        message = null;
        return true;
    }

    private void becomeDeadLetter(OutgoingRecord tooLarge, RecordSink sink, DeadLetters deadLetters) {
        deadLettered = RejectReason.RECORD_TOO_LARGE;
        var detail = "a record of " + RecordSink.sizeOf(tooLarge) + " bytes is larger than Kafka topic "
                + tooLarge.topic() + " takes";
        var letter = deadLetters.letter(
                message, rule, RejectReason.RECORD_TOO_LARGE, detail, sink.largestValue(deadLetters.topic()));
        var rest = new ArrayList<>(records);
        rest.set(offered, letter);
        records = List.copyOf(rest);
    }

    @Override
    public void stored() {
        ended();
    }

    @Override
    public void unknown(String why) {
        failed = true;
        ack.settle(NOT_STORED);
        ended();
    }

    private void ended() {
        if (missing.decrementAndGet() > 0) {
            return;
        }
        share.giveBack(size, standing);
        var reason = deadLettered;
        if (failed) {
            if (standing != Standing.WINDOWED) {
                meter.dropped("not-stored"); // nobody will send it again
            }
        } else if (reason != null) {
            meter.deadLettered(reason);
            ack.settle(Settlement.STORED);
        } else {
            meter.stored(System.nanoTime() - receivedNanos);
            ack.settle(Settlement.STORED);
        }
    }

    private static long size(List<OutgoingRecord> records) {
        long sum = 0;
        for (var record : records) {
            sum += RecordSink.sizeOf(record);
        }
        return sum;
    }
}
