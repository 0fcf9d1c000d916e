package dev.sluice.bridge.pipeline;

import dev.sluice.mapping.engine.OutgoingRecord;
import java.util.List;
import java.util.Set;

/**
 * Kafka transactions for messages of QoS 2 whose rule says {@code exactly-once}: the records of a message and a mark that its packet id was
 * received become visible together, so that a resend is recognised although the process was killed in between. Never blocks.
 */
public interface Transactions {

    /**
     * What the mark says: this packet id of this client's session means a message that is stored.
     *
     * @param session tells the session from others of the client, which may use the same packet id for other messages
     */
    record Receipt(String clientId, long session, int packetId) {}

    /**
     * Takes all records of one message, or none; answers as {@link RecordSink#offer} does.
     *
     * @param fate told once, for all of them
     */
    RecordSink.Answer offer(List<OutgoingRecord> records, Receipt receipt, RecordSink.Fate fate);

    /**
     * The device has released the packet id: removes the mark.
     *
     * @param fate stored: Kafka has the removal, and PUBCOMP may leave
     */
    void release(Receipt receipt, RecordSink.Fate fate);

    /** Packet ids of this session whose marks were there when the process began, and have not been removed. */
    Set<Integer> marked(String clientId, long session);

    /** The client's session is over: its marks, and those of sessions before it, go in their own time. */
    void forget(String clientId);

    /** Runs {@code action}, on any thread, whenever messages that were answered NOT_NOW might be taken. */
    void onRoom(Runnable action);
}
