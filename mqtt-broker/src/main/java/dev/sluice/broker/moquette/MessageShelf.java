package dev.sluice.broker.moquette;

import dev.sluice.broker.moquette.StoredMessage.State;
import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import java.time.Instant;

/** Where the messages of one session are stored, as long as the session is one to keep. */
final class MessageShelf {

    private static final byte[] NO_PACKET = {};
    private static final int SOME_PACKET_ID = 1;

    private final DurableStore store;
    private final KeptSessions sessions;
    private final String clientId;

    MessageShelf(DurableStore store, KeptSessions sessions, String clientId) {
        this.store = store;
        this.sessions = sessions;
        this.clientId = clientId;
    }

    void waiting(QueuedMessage message) {
        put(message, State.WAITING, 0);
    }

    void sent(QueuedMessage message, int packetId) {
        put(message, State.SENT, packetId);
    }

    private void put(QueuedMessage message, State state, int packetId) {
        if (sessions.keeps(clientId)) {
            var packet = PublishBytes.of(
                    message.getTopic().toString(),
                    message.getPublishingQos(),
                    message.isRetained(),
                    SOME_PACKET_ID,
                    message.properties(),
                    message.getPayload());
            store.put(
                    Shelf.MESSAGES,
                    key(message.number()),
                    StoredMessage.bytes(state, packetId, message.getMessageExpiry(), packet));
        }
    }

    void received(long number, int packetId) {
        if (sessions.keeps(clientId)) {
            store.put(
                    Shelf.MESSAGES, key(number), StoredMessage.bytes(State.RECEIVED, packetId, Instant.MAX, NO_PACKET));
        }
    }

    void remove(long number) {
        if (sessions.keeps(clientId)) {
            store.remove(Shelf.MESSAGES, key(number));
        }
    }

    private String key(long number) {
        return Keys.of(clientId, String.format("%016x", number));
    }
}
