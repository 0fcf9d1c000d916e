package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One message on its way to the sink: settled when every record made from it is stored, or one of them may not be. */
final class Ingested implements RecordSink.Fate {

    private static final Settlement NOT_STORED = new Settlement.Unsettled(CloseReason.NOT_STORED);

    private final HeldAck ack;
    private final DeviceShare share;
    private final Standing standing;
    private final long size;
    private final long receivedNanos = System.nanoTime();

    // until the last record is accepted: guarded by the lane
    private DeviceMessage message;
    private int part;
    private int offered;

    // any thread; a part changes under the lane's monitor only, and what is left of it is read when every record is
    // answered for
    private final Part[] parts;
    private final AtomicInteger missing;
    private volatile boolean failed;

    /** @param parts with one record or more between them */
    Ingested(Delivery delivery, DeviceShare share, Standing standing, List<Part> parts) {
        this.ack = delivery.ack();
        this.message = delivery.message();
        this.share = share;
        this.standing = standing;
        this.parts = parts.toArray(Part[]::new);
        int records = 0;
        long sum = 0;
        for (var each : this.parts) {
            records += each.records().size();
            sum += size(each.records());
        }
        this.missing = new AtomicInteger(records);
        this.size = sum;
        share.take(size, standing);
    }

    /** Offers what has not been accepted yet; true when all is. A record too large becomes a dead letter instead. */
    boolean offerTo(RecordSink sink, DeadLetters deadLetters) {
        while (part < parts.length) {
            var records = parts[part].records();
            if (offered == records.size()) {
                parts[part].letGo();
                part++;
                offered = 0;
                continue;
            }
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
        message = null; // nobody asks for it any more
        return true;
    }

    private void becomeDeadLetter(OutgoingRecord tooLarge, RecordSink sink, DeadLetters deadLetters) {
        var present = parts[part];
        var detail = "a record of " + RecordSink.sizeOf(tooLarge) + " bytes is larger than Kafka topic "
                + tooLarge.topic() + " takes";
        var letter = deadLetters.letter(
                message,
                present.rule(),
                RejectReason.RECORD_TOO_LARGE,
                detail,
                sink.largestRecord(deadLetters.topic()));
        present.replace(offered, letter, RejectReason.RECORD_TOO_LARGE);
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
        if (failed) {
            if (standing != Standing.WINDOWED) {
                for (var each : parts) {
                    each.meter().dropped("not-stored"); // nobody will send it again
                }
            }
            return;
        }
        long nanos = System.nanoTime() - receivedNanos;
        for (var each : parts) {
            each.stored(nanos);
        }
        ack.settle(Settlement.STORED);
    }

    private static long size(List<OutgoingRecord> records) {
        long sum = 0;
        for (var record : records) {
            sum += RecordSink.sizeOf(record);
        }
        return sum;
    }
}
