package dev.sluice.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.broker.store.StoreUnavailableException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private DurableStore store;

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    @Test
    void whatWasDurableIsThereInACopyTakenWhileTheStoreIsOpen() throws IOException {
        open();
        for (int i = 0; i < 15; i++) {
            put("key-" + i, "value-" + i);
            store.remove(Shelf.SESSIONS, "key-" + (i - 3));
            durable(store.durable());

            assertThat(contentsOf(copy(i))).as("after commit %s", i).isEqualTo(expected(i));
        }
    }

    private static Map<String, String> expected(int last) {
        var expected = new TreeMap<String, String>();
        IntStream.rangeClosed(Math.max(0, last - 2), last).forEach(i -> expected.put("key-" + i, "value-" + i));
        return expected;
    }

    @Test
    void whatFollowsTheLastCommitWithoutItsEndIsIgnored() throws IOException {
        open();
        put("kept", "yes");
        durable(store.durable());
        var copy = copy(0);
        long whole = Files.size(copy);
        put("later", "x".repeat(50_000));
        durable(store.durable());
        var torn = copy(1);

        try (var channel = FileChannel.open(torn, StandardOpenOption.WRITE)) {
            channel.truncate(whole + 4096);
        }

        assertThat(contentsOf(torn)).containsEntry("kept", "yes").doesNotContainKey("later");
    }

    @Test
    void manyWhoWaitShareAForce() throws IOException {
        store = StoreFile.open(file(), CLOCK, SlowDisk::new);
        store.start();
        var waiting = IntStream.range(0, 5_000)
                .mapToObj(i -> {
                    put("device-" + i, "session");
                    return store.durable().toCompletableFuture();
                })
                .toArray(CompletableFuture[]::new);

        durable(CompletableFuture.allOf(waiting));

        assertThat(store.figures().changes()).isEqualTo(5_000);
        assertThat(store.figures().commits()).isBetween(1L, 500L);
    }

    @Test
    void nobodyWaitsWhenNothingIsMissing() throws IOException {
        open();
        assertThat(store.durable().toCompletableFuture()).isDone();
        put("a", "1");
        durable(store.durable());

        assertThat(store.durable().toCompletableFuture()).isDone();
    }

    @Test
    void everythingUnderAPrefixGoesAtOnceAndNothingElse() throws IOException {
        open();
        put("a\0one", "1");
        put("a\0two", "2");
        put("ab\0one", "3");
        store.removeAll(Shelf.SESSIONS, "a\0");
        put("a\0three", "4");
        store.close();

        assertThat(contentsOf(file())).containsOnly(Map.entry("ab\0one", "3"), Map.entry("a\0three", "4"));
    }

    @Test
    void aStoreSaysWhenItsLastProcessWasAlive() throws IOException {
        open();
        put("a", "1");
        durable(store.durable());
        var copy = copy(0);

        try (var after = StoreFile.open(copy, CLOCK)) {
            assertThat(after.lastAliveMillis()).isEqualTo(CLOCK.millis());
        }
    }

    @Test
    void aStoreThatIsOpenIsNotOpenedAgain() throws IOException {
        open();

        assertThatThrownBy(() -> StoreFile.open(file(), CLOCK))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.IN_USE));
    }

    @Test
    void aFileThatIsSomethingElseIsLeftAsItIs() throws IOException {
        Files.writeString(file(), "these are not sessions ".repeat(1_000));
        var before = Files.readAllBytes(file());

        assertThatThrownBy(() -> StoreFile.open(file(), CLOCK))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.DAMAGED));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void aFolderThatCannotBeMadeIsNotAccessible() throws IOException {
        var obstacle = Files.writeString(folder.resolve("obstacle"), "");

        assertThatThrownBy(() -> StoreFile.open(obstacle.resolve("sessions.mv"), CLOCK))
                .isInstanceOfSatisfying(
                        StoreUnavailableException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ACCESSIBLE));
    }

    @Test
    void aDiskThatTakesNothingForAWhileLosesNothing() throws IOException {
        var full = new AtomicBoolean();
        store = StoreFile.open(file(), CLOCK, () -> new FullDisk(full));
        store.start();
        put("before", "1");
        durable(store.durable());

        full.set(true);
        put("meanwhile", "2");
        store.remove(Shelf.SESSIONS, "before");
        var waiting = store.durable().toCompletableFuture();
        await().until(() -> store.figures().failures() > 0);
        put("meanwhile", "3");
        assertThat(waiting).isNotDone();
        full.set(false);
        durable(waiting);
        store.close();

        assertThat(contentsOf(file())).containsExactly(Map.entry("meanwhile", "3"));
    }

    @Test
    void aStoreThatIsClosedWhileTheDiskTakesNothingStaysAtItsLastCommit() throws IOException {
        var full = new AtomicBoolean();
        store = StoreFile.open(file(), CLOCK, () -> new FullDisk(full));
        store.start();
        put("before", "1");
        durable(store.durable());

        full.set(true);
        put("meanwhile", "2");
        await().until(() -> store.figures().failures() > 0);
        store.close();

        assertThat(contentsOf(file())).containsExactly(Map.entry("before", "1"));
    }

    /** A disk on which a force takes its time. */
    private static final class SlowDisk extends FileStore {

        @Override
        public void sync() {
            LockSupport.parkNanos(20_000_000);
            super.sync();
        }
    }

    /** A disk that takes nothing while it is full. */
    private static final class FullDisk extends FileStore {
        private final AtomicBoolean full;

        private FullDisk(AtomicBoolean full) {
            this.full = full;
        }

        @Override
        public void writeFully(long position, ByteBuffer bytes) {
            refuse();
            super.writeFully(position, bytes);
        }

        @Override
        public void sync() {
            refuse();
            super.sync();
        }

        private void refuse() {
            if (full.get()) {
                throw DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "No space left on device");
            }
        }
    }

    @Test
    void aStoreThatIsWrittenForLongStaysSmall() throws IOException {
        open();
        for (int round = 0; round < 70; round++) {
            for (int i = 0; i < 100; i++) {
                put("device-" + i, ("round " + round).repeat(200));
            }
            // the room of what is old is used again after two seconds: one round in a tenth of a second
            await().pollDelay(Duration.ofMillis(100))
                    .until(() -> store.durable().toCompletableFuture().isDone());
        }
        store.close();

        assertThat(Files.size(file())).isLessThan(8_000_000);
        assertThat(contentsOf(file())).hasSize(100);
    }

    private void open() throws IOException {
        store = StoreFile.open(file(), CLOCK);
        store.start();
    }

    private Path file() {
        return folder.resolve("sessions.mv");
    }

    private void put(String key, String value) {
        store.put(Shelf.SESSIONS, key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void durable(CompletionStage<Void> stage) {
        await().until(() -> stage.toCompletableFuture().isDone());
    }

    private Path copy(int number) throws IOException {
        return Files.copy(file(), folder.resolve("copy-" + number), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Map<String, String> contentsOf(Path file) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var store = StoreFile.open(file, CLOCK)) {
            store.forEach(Shelf.SESSIONS, (key, value) -> contents.put(key, new String(value, StandardCharsets.UTF_8)));
        }
        return contents;
    }
}
