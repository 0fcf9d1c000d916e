package dev.sluice.broker.moquette;

import dev.sluice.broker.access.Identity;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import dev.sluice.broker.store.StoreFile;
import io.moquette.broker.ISessionsRepository;
import io.moquette.persistence.MemorySessionsRepository;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Moquette's sessions in memory, and beside it which of them outlive the process: those that outlive their connection.
 * Tells when one is over. Stored as expiry in seconds, time of its end (epoch milliseconds, -1 while connected) and number, 8 bytes each; then
 * its owner in UTF-8, which stores of earlier versions have not: such a session is the first one's who comes, as an anonymous device's is.
 */
final class KeptSessions implements ISessionsRepository {

    private static final long CONNECTED = -1;

    /** @param number tells it from all other sessions of its client */
    private record Kept(long number, long expirySeconds, String owner) {}

    private final ISessionsRepository sessions = new MemorySessionsRepository();
    private final DurableStore store;
    private final Clock clock;
    private final Consumer<String> ended;
    /** By client id. */
    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();
    /** By client id, of every session that outlives its connection, stored or not. */
    private final ConcurrentHashMap<String, String> owners = new ConcurrentHashMap<>();
    /** Client ids whose session is over, but not yet on disk. */
    private final Set<String> erasing = ConcurrentHashMap.newKeySet();

    KeptSessions(DurableStore store, Clock clock, Consumer<String> ended) {
        this.store = store;
        this.clock = clock;
        this.ended = ended;
    }

    private void owned(String clientId, String owner) {
        if (owner.equals(Identity.ANONYMOUS)) {
            owners.remove(clientId);
        } else {
            owners.put(clientId, owner);
        }
    }

    /** Whose session it is that outlives its connection, if it is somebody's. */
    Optional<String> owner(String clientId) {
        return Optional.ofNullable(owners.get(clientId));
    }

    boolean keeps(String clientId) {
        return kept.containsKey(clientId);
    }

    int size() {
        return kept.size();
    }

    OptionalLong number(String clientId) {
        var known = kept.get(clientId);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.number());
    }

    /**
     * A device of this owner is connected, and the session of this number outlives the connection by so many seconds.
     *
     * @return whether what it is told of its session must be on disk first: that there is one, or that one is gone
     */
    boolean connected(String clientId, long number, long expirySeconds, String owner) {
        owned(clientId, expirySeconds > 0 ? owner : Identity.ANONYMOUS);
        if (expirySeconds > 0 && store.keepsAnything()) {
            var session = new Kept(number, expirySeconds, owner);
            kept.put(clientId, session);
            put(clientId, session, CONNECTED);
            return true;
        }
        forget(clientId);
        return erasing.contains(clientId);
    }

    /** The connection of a session is over. */
    void away(String clientId) {
        var session = kept.get(clientId);
        if (session != null) {
            put(clientId, session, clock.millis() + 1000 * session.expirySeconds());
        }
    }

    private void put(String clientId, Kept session, long endMillis) {
        var owner = session.owner().getBytes(StandardCharsets.UTF_8);
        var value = ByteBuffer.allocate(24 + owner.length)
                .putLong(session.expirySeconds())
                .putLong(endMillis)
                .putLong(session.number())
                .put(owner)
                .array();
        store.put(Shelf.SESSIONS, clientId, value);
    }

    private void forget(String clientId) {
        if (kept.remove(clientId) != null) {
            erasing.add(clientId);
            erase(clientId);
            store.durable().thenRun(() -> erasing.remove(clientId));
        }
    }

    private void erase(String clientId) {
        store.remove(Shelf.SESSIONS, clientId);
        store.removeAll(Shelf.SUBSCRIPTIONS, Keys.prefix(clientId));
        store.removeAll(Shelf.MESSAGES, Keys.prefix(clientId));
    }

    /**
     * Takes up the sessions that were stored, except those that have expired meanwhile. Whoever was connected when the
     * process ended counts from then on, and not a moment less than was promised.
     */
    void restore() {
        long latestEnd = Math.min(store.lastAliveMillis() + StoreFile.HEARTBEAT.toMillis(), clock.millis());
        store.forEach(Shelf.SESSIONS, (clientId, value) -> {
            var in = ByteBuffer.wrap(value);
            long expirySeconds = in.getLong();
            long stored = in.getLong();
            var session = new Kept(
                    in.getLong(),
                    expirySeconds,
                    StandardCharsets.UTF_8.decode(in).toString());
            long end = stored == CONNECTED ? latestEnd + 1000 * expirySeconds : stored;
            if (end <= clock.millis()) {
                erase(clientId);
                ended.accept(clientId);
            } else {
                kept.put(clientId, session);
                owned(clientId, session.owner());
                if (end != stored) {
                    put(clientId, session, end);
                }
                sessions.saveSession(new SessionData(
                        clientId,
                        Instant.ofEpochMilli(end),
                        MqttVersion.MQTT_5, // what every device speaks to Moquette
                        (int) Math.min(expirySeconds, Integer.MAX_VALUE),
                        clock));
            }
        });
    }

    @Override
    public Collection<SessionData> list() {
        return sessions.list();
    }

    @Override
    public void saveSession(SessionData session) {
        sessions.saveSession(session);
    }

    @Override
    public void delete(SessionData session) {
        sessions.delete(session);
        owners.remove(session.clientId());
        forget(session.clientId());
        ended.accept(session.clientId());
    }

    @Override
    public void listSessionsWill(BiConsumer<String, Will> visitor) {
        sessions.listSessionsWill(visitor);
    }

    @Override
    public void saveWill(String clientId, Will will) {
        sessions.saveWill(clientId, will);
    }

    @Override
    public void deleteWill(String clientId) {
        sessions.deleteWill(clientId);
    }
}
