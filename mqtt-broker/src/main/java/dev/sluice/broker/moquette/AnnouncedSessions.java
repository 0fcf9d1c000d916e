package dev.sluice.broker.moquette;

import io.moquette.broker.ISessionsRepository;
import io.moquette.persistence.MemorySessionsRepository;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Moquette's sessions in memory, telling when one is over. */
final class AnnouncedSessions implements ISessionsRepository {

    private final ISessionsRepository sessions = new MemorySessionsRepository();
    private final Consumer<String> ended;

    AnnouncedSessions(Consumer<String> ended) {
        this.ended = ended;
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
