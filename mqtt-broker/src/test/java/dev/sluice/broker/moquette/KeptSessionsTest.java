package dev.sluice.broker.moquette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.broker.store.DurableStore;
import dev.sluice.broker.store.Shelf;
import dev.sluice.broker.store.StoreFile;
import io.moquette.broker.ISessionsRepository.SessionData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptSessionsTest {

    private static final long NEVER = 0xFFFF_FFFFL;

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final List<String> ended = new ArrayList<>();

    @Test
    void aSessionLastsAsLongAsItsDeviceIsAwayForLessThanItsExpiry() throws IOException {
        live(sessions -> {
            sessions.connected("device", 1, 60, "");
            sessions.away("device");
        });
        after(Duration.ofSeconds(59));
        assertThat(restored()).containsExactly("device");
        after(Duration.ofSeconds(2));
        assertThat(restored()).isEmpty();
        assertThat(restored()).as("for good").isEmpty();
    }

    @Test
    void whoWasConnectedWhenTheProcessEndedCountsFromThenOnAndNotAMomentLess() throws IOException {
        live(sessions -> sessions.connected("device", 1, 60, ""));
        after(Duration.ofSeconds(60).plus(StoreFile.HEARTBEAT).minusSeconds(1));
        assertThat(restored()).containsExactly("device");
        after(Duration.ofSeconds(2));
        assertThat(restored()).isEmpty();
    }

    @Test
    void aSecondRestartDoesNotBeginTheExpiryAnew() throws IOException {
        live(sessions -> sessions.connected("device", 1, 60, ""));
        after(Duration.ofSeconds(45));
        assertThat(restored()).containsExactly("device");
        after(Duration.ofSeconds(46));
        assertThat(restored()).isEmpty();
    }

    @Test
    void aSessionWithoutEndIsThereAfterTenYears() throws IOException {
        live(sessions -> sessions.connected("device", 1, NEVER, ""));
        after(Duration.ofDays(3_650));

        assertThat(restored()).containsExactly("device");
    }

    @Test
    void aSessionKeepsItsNumberAndANewOneHasItsOwn() throws IOException {
        live(sessions -> sessions.connected("device", 41, 60, ""));
        goOn(sessions -> {
            assertThat(sessions.number("device")).hasValue(41);
            assertThat(sessions.number("other")).isEmpty();
            sessions.connected("device", 42, 60, "");
        });
        goOn(sessions -> assertThat(sessions.number("device")).hasValue(42));
    }

    @Test
    void aSessionKeepsItsOwner() throws IOException {
        live(sessions -> {
            sessions.connected("device", 1, 60, "user Zoë");
            sessions.connected("other", 1, 60, "");
            sessions.connected("short", 1, 0, "user anna");
        });

        goOn(sessions -> {
            assertThat(sessions.owner("device")).contains("user Zoë");
            assertThat(sessions.owner("other")).isEmpty();
            assertThat(sessions.owner("short")).isEmpty();
        });
    }

    @Test
    void aSessionOfAnEarlierVersionIsNobodys() throws IOException {
        try (var store = open()) {
            store.put(
                    Shelf.SESSIONS,
                    "device",
                    ByteBuffer.allocate(24).putLong(60).putLong(-1).putLong(41).array());
        }

        goOn(sessions -> {
            assertThat(sessions.number("device")).hasValue(41);
            assertThat(sessions.owner("device")).isEmpty();
        });
    }

    @Test
    void theEndOfASessionThatExpiredMeanwhileIsTold() throws IOException {
        live(sessions -> {
            sessions.connected("device", 1, 60, "");
            sessions.away("device");
        });
        after(Duration.ofSeconds(61));

        goOn(sessions -> assertThat(sessions.keeps("device")).isFalse());

        assertThat(ended).containsExactly("device");
    }

    @Test
    void whatBelongsToASessionGoesWithIt() throws IOException {
        try (var store = open()) {
            var sessions = sessions(store);
            sessions.connected("device", 1, 60, "");
            store.put(Shelf.SUBSCRIPTIONS, Keys.of("device", "a/#"), new byte[5]);
            store.put(Shelf.MESSAGES, Keys.of("device", "0000000000000001"), new byte[11]);
            store.put(Shelf.SUBSCRIPTIONS, Keys.of("device-2", "a/#"), new byte[5]);

            assertThat(sessions.connected("device", 1, 0, ""))
                    .as("the end must be known first")
                    .isTrue();
            assertThat(sessions.keeps("device")).isFalse();
        }
        try (var store = StoreFile.open(file(), clock)) {
            assertThat(keys(store, Shelf.SESSIONS)).isEmpty();
            assertThat(keys(store, Shelf.MESSAGES)).isEmpty();
            assertThat(keys(store, Shelf.SUBSCRIPTIONS)).containsExactly(Keys.of("device-2", "a/#"));
        }
    }

    @Test
    void aSessionThatEndsWithItsConnectionIsNotStoredAndKeepsNobodyWaiting() throws IOException {
        live(sessions -> {
            assertThat(sessions.connected("device", 1, 0, "")).isFalse();
            sessions.away("device");
        });

        assertThat(restored()).isEmpty();
    }

    private interface Life {
        void of(KeptSessions sessions);
    }

    private void live(Life life) throws IOException {
        try (var store = open()) {
            life.of(sessions(store));
        }
    }

    private void goOn(Life life) throws IOException {
        try (var store = StoreFile.open(file(), clock)) {
            var sessions = sessions(store);
            sessions.restore();
            store.start();
            life.of(sessions);
        }
    }

    private StoreFile open() throws IOException {
        var store = StoreFile.open(file(), clock);
        store.start();
        return store;
    }

    private KeptSessions sessions(DurableStore store) {
        return new KeptSessions(store, clock, ended::add);
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    /** The sessions that a process finds which starts now, and dies at once. */
    private List<String> restored() throws IOException {
        try (var store = StoreFile.open(file(), clock)) {
            var sessions = sessions(store);
            sessions.restore();
            store.start();
            return sessions.list().stream().map(SessionData::clientId).toList();
        }
    }

    private static List<String> keys(StoreFile store, Shelf shelf) {
        var keys = new ArrayList<String>();
        store.forEach(shelf, (key, value) -> keys.add(key));
        return keys;
    }

    private Path file() {
        return folder.resolve("sessions.mv");
    }
}
