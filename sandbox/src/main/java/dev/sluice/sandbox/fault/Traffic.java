package dev.sluice.sandbox.fault;

import java.util.concurrent.atomic.LongAdder;

/** What has passed through the proxy, on all lines and since its start. Any thread. */
public final class Traffic {

    private final AckClock acks = new AckClock();
    private final LongAdder published = new LongAdder();
    private final LongAdder markedAsRepeats = new LongAdder();
    private final LongAdder connections = new LongAdder();
    private final LongAdder sessionsFound = new LongAdder();
    private final LongAdder refusedConnections = new LongAdder();

    /** A moment's figures; the difference of two says what happened between them. */
    public record Figures(
            long published, long acknowledged, long markedAsRepeats, long connections, long sessionsFound) {

        public Figures since(Figures earlier) {
            return new Figures(
                    published - earlier.published,
                    acknowledged - earlier.acknowledged,
                    markedAsRepeats - earlier.markedAsRepeats,
                    connections - earlier.connections,
                    sessionsFound - earlier.sessionsFound);
        }
    }

    public Figures figures() {
        return new Figures(
                published.sum(), acks.count(), markedAsRepeats.sum(), connections.sum(), sessionsFound.sum());
    }

    public AckClock acks() {
        return acks;
    }

    void published(Packet publish) {
        published.increment();
        if (publish.isMarkedAsRepeat()) {
            markedAsRepeats.increment();
        }
    }

    void connected(Packet connAck) {
        if (connAck.accepts()) {
            connections.increment();
            if (connAck.sessionPresent()) {
                sessionsFound.increment();
            }
        } else {
            refusedConnections.increment();
        }
    }
}
