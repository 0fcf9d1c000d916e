package dev.sluice.broker.gate;

import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.Settlement;
import java.util.concurrent.atomic.AtomicInteger;

/** The acknowledgement of a message that also has local subscribers: stored only when both ways have it. */
final class BothWays implements HeldAck {

    private final HeldAck ack;
    private final AtomicInteger missing = new AtomicInteger(2);

    BothWays(HeldAck ack) {
        this.ack = ack;
    }

    @Override
    public void settle(Settlement settlement) {
        if (!(settlement instanceof Settlement.Stored) || missing.decrementAndGet() == 0) {
            ack.settle(settlement);
        }
    }
}
