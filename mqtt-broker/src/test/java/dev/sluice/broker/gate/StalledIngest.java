package dev.sluice.broker.gate;

import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.CloseReason;
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

    /** A packet id that the device has released, waiting for the test's word. */
    record Released(int packetId, HeldAck ack) {
        void done() {
            ack.settle(Settlement.STORED);
        }

        void failed() {
            ack.settle(new Settlement.Unsettled(CloseReason.NOT_STORED));
        }
    }

    final List<Released> released = new ArrayList<>();
    /** Whether releases wait for the test. */
    boolean keepsReleases;

    final List<Held> held = new ArrayList<>();
    AckContract contract = AckContract.STORED;
    boolean storesAtOnce;
    boolean mayRead = true;
    boolean mayProbe = true;
    boolean throwsWhenAsked;
    boolean throwsWhenReceiving;
    volatile boolean disconnected;

    Held last() {
        return held.get(held.size() - 1);
    }

    @Override
    public AckContract receive(ReceivedPublish publish, HeldAck ack) {
        if (throwsWhenReceiving) {
            throw new IllegalStateException("an ingest with a bug");
        }
        held.add(new Held(publish, ack));
        if (storesAtOnce) {
            ack.settle(Settlement.STORED);
        }
        return contract;
    }

    @Override
    public void released(int packetId, HeldAck ack) {
        released.add(new Released(packetId, ack));
        if (throwsWhenAsked) {
            throw new IllegalStateException("an ingest with a bug");
        }
        if (!keepsReleases) {
            ack.settle(Settlement.STORED);
        }
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
