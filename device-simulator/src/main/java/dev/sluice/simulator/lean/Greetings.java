package dev.sluice.simulator.lean;

import dev.sluice.simulator.telemetry.Notice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a device says at the beginning of each connection, before its messages. It outlives connections, because MQTT has a
 * device repeat an unanswered greeting where its session goes on.
 *
 * <p>Greetings have the topmost packet ids but one for themselves, in turn, so that those of the messages can follow each other.
 */
final class Greetings {

    static final int FIRST_ID = 65_280;
    private static final int LAST_ID = 65_534;

    /** So many can be unanswered at once, as each needs an id. */
    static final int MOST = LAST_ID - FIRST_ID + 1;

    private final Deque<Greeting> unsent = new ArrayDeque<>(2);
    private final Deque<Greeting> unanswered = new ArrayDeque<>(2);
    private int nextId = FIRST_ID;

    /** One of them, with its packet id. */
    static final class Greeting {

        final Notice notice;
        final int packetId;
        boolean again;
        boolean received;

        private Greeting(Notice notice, int packetId) {
            this.notice = notice;
            this.packetId = packetId;
        }
    }

    /**
     * A connection begins.
     *
     * @param sessionPresent whether what the last connection left unanswered is to be repeated
     */
    void begin(boolean sessionPresent, List<Notice> greetings) {
        unsent.clear();
        if (sessionPresent) {
            unanswered.forEach(greeting -> greeting.again = true);
            unsent.addAll(unanswered);
        }
        unanswered.clear();
        for (Notice notice : greetings) {
            unsent.add(new Greeting(notice, notice.qos() == 0 ? 0 : nextId));
            if (notice.qos() > 0) {
                nextId = nextId == LAST_ID ? FIRST_ID : nextId + 1;
            }
        }
    }

    boolean allSent() {
        return unsent.isEmpty();
    }

    /** Places of the window that greetings take. */
    int onTheWire() {
        return unanswered.size();
    }

    /** The next to be sent, which stays the next until {@link #sent}; there must be one. */
    Greeting next() {
        return unsent.element();
    }

    void sent() {
        Greeting greeting = unsent.remove();
        if (greeting.packetId != 0) {
            unanswered.add(greeting);
        }
    }

    /** @return null when no greeting with this id waits for an answer */
    Greeting find(int packetId) {
        for (Greeting greeting : unanswered) {
            if (greeting.packetId == packetId) {
                return greeting;
            }
        }
        return null;
    }

    void done(Greeting greeting) {
        unanswered.remove(greeting);
    }
}
