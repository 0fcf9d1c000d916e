package dev.sluice.broker.moquette;

import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.limit.Limit;
import dev.sluice.broker.limit.LimitCounts;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is retained, and how much more may be. Asked by any thread; changed by one at a time. */
final class RetainedRoom {

    private static final Logger LOG = LoggerFactory.getLogger(RetainedRoom.class);
    private static final long COMPLAIN_EVERY_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final BrokerLimits limits;
    private final LimitCounts counts;
    private volatile int messages;
    private volatile long bytes;
    private volatile long complainedNanos = System.nanoTime() - COMPLAIN_EVERY_NANOS;

    /** @param counts hears of each message that is not retained */
    RetainedRoom(BrokerLimits limits, LimitCounts counts) {
        this.limits = limits;
        this.counts = counts;
    }

    int messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /**
     * Whether one may take the place of another.
     *
     * @param before bytes of the one that the topic has; 0 for none
     */
    boolean has(long before, long after) {
        return messagesFit(before) && bytesFit(before, after);
    }

    private boolean messagesFit(long before) {
        return before > 0 || messages < limits.retainedMessages();
    }

    /** What is smaller than the one before always does: a limit that was lowered does not make the state of a device older. */
    private boolean bytesFit(long before, long after) {
        return after <= before || bytes + after - before <= limits.retainedBytes();
    }

    /** One takes the place of another; 0 for none. */
    void changed(long before, long after) {
        messages = messages + (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
        bytes = bytes + after - before;
    }

    /** A message is not retained, as there is no room. Any thread. */
    void tooMuch(long before, long after) {
        boolean number = !messagesFit(before);
        counts.reached(number ? Limit.RETAINED_MESSAGES : Limit.RETAINED_BYTES);
        long now = System.nanoTime();
        if (now - complainedNanos > COMPLAIN_EVERY_NANOS) {
            complainedNanos = now; // two lines at once do no harm
            LOG.warn(
                    "{} messages with {} bytes are retained, and there is no room for another (mqtt.limits.{}). MQTT 5 devices hear Quota exceeded; other"
                            + " messages go to Kafka and to subscribers, and are not retained. sluice_limits_reached_total counts them.",
                    messages,
                    bytes,
                    number ? "retained-messages" : "retained-bytes");
        }
    }
}
