package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Every open connection, and which one of them is a client id's present one. Any thread. */
public final class Connections {

    private final Set<ProtocolGuard> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, ProtocolGuard> present = new ConcurrentHashMap<>();
    private final Map<CloseReason, LongAdder> closedByUs = new EnumMap<>(CloseReason.class);
    private final LongAdder dropped = new LongAdder();
    /** Null as long as nobody is sent away. */
    private volatile Departures departures;

    public Connections() {
        for (var reason : CloseReason.values()) {
            closedByUs.put(reason, new LongAdder());
        }
    }

    void opened(ProtocolGuard guard) {
        open.add(guard);
        var going = departures; // after it is among those open: whoever sends them away looks in the other order
        if (going != null) {
            going.late(guard);
        }
    }

    /** One that is not given belongs to somebody else, and stays. */
    record Taken(boolean isGiven, ProtocolGuard before) {}

    /**
     * Makes this the client id's connection, unless the present one is another owner's.
     *
     * @return the one before it is null if there is none
     */
    Taken take(String clientId, ProtocolGuard guard, String owner) {
        var before = new AtomicReference<ProtocolGuard>();
        var now = present.compute(clientId, (id, known) -> {
            before.set(known);
            return known == null || known.owner().equals(owner) ? guard : known;
        });
        return new Taken(now == guard, before.get());
    }

    void closed(ProtocolGuard guard, String clientId) {
        open.remove(guard);
        if (clientId != null) {
            present.remove(clientId, guard);
        }
    }

    void count(CloseReason reason) {
        closedByUs.get(reason).increment();
    }

    /** Ends the present connection of a client id, if there is one. */
    public void close(String clientId, CloseReason reason) {
        var guard = present.get(clientId);
        if (guard != null) {
            guard.closeFromAnyThread(reason);
        }
    }

    /** Other access control is in force. */
    public void review() {
        open.forEach(ProtocolGuard::reviewFromAnyThread);
    }

    public void closeAll(CloseReason reason) {
        open.forEach(guard -> guard.closeFromAnyThread(reason));
    }

    /** Sends everybody to another server; returns at once, and is called once. */
    public Departures sendAway(SendOff terms) {
        var going = new Departures(terms, CloseReason.USE_ANOTHER_SERVER, "this server is shutting down");
        departures = going;
        going.begin(open);
        return going;
    }

    /** A QoS 0 message for a connected device is not sent, as what waits for the disk before it is too much. */
    public void dropped() {
        dropped.increment();
    }

    /** QoS 0 messages that connected devices did not get, as too much waited for the disk before them. */
    public long droppedMessages() {
        return dropped.sum();
    }

    public int size() {
        return open.size();
    }

    /** Connections that the broker ended for this reason. */
    public long closedFor(CloseReason reason) {
        return closedByUs.get(reason).sum();
    }
}
