package dev.sluice.broker.session;

import java.util.concurrent.ConcurrentHashMap;

/** Every device session that exists, by client id. */
public final class DeviceSessions {

    private final ConcurrentHashMap<String, DeviceSession> sessions = new ConcurrentHashMap<>();

    /** The session to go on with, or a new one where {@code resumed} says that the device begins afresh. */
    public DeviceSession opened(String clientId, boolean resumed) {
        if (resumed) {
            return sessions.computeIfAbsent(clientId, id -> new DeviceSession());
        }
        var fresh = new DeviceSession();
        sessions.put(clientId, fresh);
        return fresh;
    }

    /** The session is over (clean disconnect, expiry): forgets it unless another connection has begun it anew. */
    public void ended(String clientId, DeviceSession session) {
        sessions.remove(clientId, session);
    }

    /** The session of this client id is over, whichever it is. */
    public void ended(String clientId) {
        sessions.remove(clientId);
    }

    public int size() {
        return sessions.size();
    }
}
