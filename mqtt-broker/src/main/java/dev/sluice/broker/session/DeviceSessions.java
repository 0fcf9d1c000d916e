package dev.sluice.broker.session;

import dev.sluice.broker.publish.Ingest;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Every device session that exists, by client id. The ingest hears of a session's end before another of the same client id begins: it is
 * told under the client id's lock.
 */
public final class DeviceSessions {

    private final Ingest ingest;
    private final int mostUnanswered;
    private final ConcurrentHashMap<String, DeviceSession> sessions = new ConcurrentHashMap<>();

    /** @param mostUnanswered how many QoS 1 messages each session remembers to recognise resends */
    public DeviceSessions(Ingest ingest, int mostUnanswered) {
        this.ingest = ingest;
        this.mostUnanswered = mostUnanswered;
    }

    /**
     * The session to go on with, or a new one where {@code resumed} says that the device begins afresh.
     *
     * @param kept the number of the client's session that outlived an earlier process, where there is one
     */
    public DeviceSession opened(String clientId, boolean resumed, OptionalLong kept) {
        if (resumed) {
            return sessions.computeIfAbsent(clientId, id -> kept.isPresent() ? goesOn(id, kept.getAsLong()) : begins());
        }
        return sessions.compute(clientId, (id, before) -> {
            ingest.sessionEnded(id);
            return begins();
        });
    }

    private DeviceSession goesOn(String clientId, long number) {
        return new DeviceSession(mostUnanswered, number, ingest.storedBefore(clientId, number));
    }

    /** Numbers are drawn, as nothing that counts on survives the loss of the stored sessions. */
    private DeviceSession begins() {
        return new DeviceSession(mostUnanswered, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), Set.of());
    }

    /** The session is over (clean disconnect, expiry): forgets it unless another connection has begun it anew. */
    public void ended(String clientId, DeviceSession session) {
        sessions.computeIfPresent(clientId, (id, present) -> {
            if (present != session) {
                return present;
            }
            ingest.sessionEnded(id);
            return null;
        });
    }

    /** The session of this client id is over, whichever it is, and also if only an earlier process knew it. */
    public void ended(String clientId) {
        sessions.compute(clientId, (id, present) -> {
            ingest.sessionEnded(id);
            return null;
        });
    }

    public int size() {
        return sessions.size();
    }
}
