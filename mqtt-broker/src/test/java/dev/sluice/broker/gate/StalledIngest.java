package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.RefusalReason;
import dev.sluice.broker.publish.Settlement;
import java.util.ArrayList;
import java.util.List;

/** Takes everything and settles nothing until a test does. */
final class StalledIngest implements IngestLane {

    /** A message that waits for the test's word. */
    record Held(ReceivedPublish publish, HeldAck ack) {
        void stored() {
            ack.settle(Settlement.STORED);
        }

        void refused(RefusalReason reason) {
            ack.settle(new Settlement.Refused(reason));
        }
    }

    final List<Held> held = new ArrayList<>();
    AckContract contract = AckContract.STORED;
    boolean storesAtOnce;
    boolean mayRead = true;
    boolean mayProbe = true;
    boolean throwsWhenAsked;
    boolean disconnected;

    Held last() {
        return held.get(held.size() - 1);
    }

    @Override
    public AckContract receive(ReceivedPublish publish, HeldAck ack) {
        held.add(new Held(publish, ack));
        if (storesAtOnce) {
            ack.settle(Settlement.STORED);
        }
        return contract;
    }

    @Override
    public boolean mayRead() {
        if (throwsWhenAsked) {
            throw new IllegalStateException("an ingest with a bug");
        }
        return mayRead;
    }

    @Override
    public boolean mayProbe() {
        return mayProbe;
    }

    @Override
    public void disconnected() {
        disconnected = true;
    }
}
