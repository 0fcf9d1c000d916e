package dev.sluice.bridge.pipeline;

import dev.sluice.bridge.source.Delivery;
import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.AckMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One message on its way to the sink: settled when every record made from it is stored, or one of them may not be. */
final class Ingested implements RecordSink.Fate {

    private static final Settlement NOT_STORED = new Settlement.Unsettled(CloseReason.NOT_STORED);

    private final HeldAck answer;
    private final DeviceShare share;
    private final Standing standing;
    private final long size;
    private final AckMode ack;
    /** What a transaction marks as received; null if there is none. */
    private final Transactions.Receipt receipt;

    private final long receivedNanos = System.nanoTime();

    // until the last record is accepted: guarded by the lane
    private DeviceMessage message;
    private boolean transacted;
    private int part;
    private int offered;

    // any thread; a part changes under the lane's monitor only, and what is left of it is read when every record is
    // answered for
    private final Part[] parts;
    private final AtomicInteger missing;
    private volatile boolean failed;

    /**
     * @param ack the strongest of the parts' rules
     * @param parts with one record or more between them
     * @param receipt null for a message that goes without a transaction
     */
    Ingested(
            Delivery delivery,
            DeviceShare share,
            Standing standing,
            AckMode ack,
            List<Part> parts,
            Transactions.Receipt receipt) {
        this.answer = delivery.ack();
        this.message = delivery.message();
        this.share = share;
        this.standing = standing;
        this.ack = ack;
        this.parts = parts.toArray(Part[]::new);
        this.receipt = receipt;
        int records = 0;
        long sum = 0;
        for (var each : this.parts) {
            if (!isTransacted(each)) {
                records += each.records().size();
            }
            sum += size(each.records());
        }
        this.missing = new AtomicInteger(receipt == null ? records : records + 1);
        this.size = sum;
        share.take(size, standing);
    }

    /** Whether this part goes with the transaction; a journal's never does. */
    private boolean isTransacted(Part each) {
        return receipt != null && each.rule().ack() != AckMode.SPOOL;
    }

    /** Offers what has not been accepted yet; true when all is. A record too large becomes a dead letter instead. */
    boolean offerTo(Outlets outlets, DeadLetters deadLetters) {
        if (receipt != null && !transacted) {
            transacted = offerTransaction(outlets, deadLetters);
            if (!transacted) {
                return false;
            }
        }
        while (part < parts.length) {
            var records = parts[part].records();
            if (offered == records.size()) {
                parts[part].letGo();
                part++;
                offered = 0;
                continue;
            }
            switch (offer(parts[part], records.get(offered), outlets)) {
                case ACCEPTED -> offered++;
                case NOT_NOW -> {
                    return false;
                }
                case TOO_LARGE -> {
                    if (records.get(offered).topic().equals(deadLetters.topic())) {
                        offered++;
                        unknown("not even its dead letter fits");
                    } else {
                        becomeDeadLetter(parts[part], offered, outlets, deadLetters);
                    }
                }
            }
        }
        message = null; // nobody asks for it any more
        return true;
    }

    private RecordSink.Answer offer(Part of, OutgoingRecord record, Outlets outlets) {
        if (outlets.spool().isPresent()) {
            var spool = outlets.spool().get();
            boolean spooled = of.rule().ack() == AckMode.SPOOL || ack == AckMode.SPOOL; // the strongest wins
            if (spooled || spool.holds(record)) {
                var until = spooled && ack != AckMode.KAFKA ? Spool.Until.JOURNALED : Spool.Until.IN_KAFKA;
                return spool.offer(record, new Spool.Origin(of.rule(), message.clientId()), until, this);
            }
        }
        return outlets.kafka().offer(record, this);
    }

    /** Offers every record of the transaction at once; true when they are accepted. */
    private boolean offerTransaction(Outlets outlets, DeadLetters deadLetters) {
        var together = new ArrayList<OutgoingRecord>();
        for (var each : parts) {
            if (isTransacted(each)) {
                for (int i = 0; i < each.records().size(); i++) {
                    if (RecordSink.sizeOf(each.records().get(i))
                            > outlets.kafka()
                                    .largestRecord(each.records().get(i).topic())) {
                        becomeDeadLetter(each, i, outlets, deadLetters);
                    }
                    together.add(each.records().get(i));
                }
            }
        }
        switch (outlets.transactions().orElseThrow().offer(together, receipt, this)) {
            case NOT_NOW -> {
                return false;
            }
            case TOO_LARGE -> unknown("together its records are too large for a transaction");
            case ACCEPTED -> {
                // told later
            }
        }
        for (var each : parts) {
            if (isTransacted(each)) {
                each.letGo();
            }
        }
        return true;
    }

    private void becomeDeadLetter(Part of, int index, Outlets outlets, DeadLetters deadLetters) {
        var tooLarge = of.records().get(index);
        var detail = "a record of " + RecordSink.sizeOf(tooLarge) + " bytes is larger than Kafka topic "
                + tooLarge.topic() + " takes";
        var letter = deadLetters.letter(
                message,
                of.rule().name(),
                RejectReason.RECORD_TOO_LARGE,
                detail,
                outlets.kafka().largestRecord(deadLetters.topic()));
        of.replace(index, letter, RejectReason.RECORD_TOO_LARGE);
    }

    @Override
    public void stored() {
        ended();
    }

    @Override
    public void unknown(String why) {
        failed = true;
        answer.settle(NOT_STORED);
        ended();
    }

    private void ended() {
        if (missing.decrementAndGet() > 0) {
            return;
        }
        if (failed) {
            share.giveBack(size, standing);
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
        answer.settle(Settlement.STORED);
        share.giveBack(
                size, standing); // last: a stopping bridge takes an empty budget to mean that everybody is answered
    }

    private static long size(List<OutgoingRecord> records) {
        long sum = 0;
        for (var record : records) {
            sum += RecordSink.sizeOf(record);
        }
        return sum;
    }
}
