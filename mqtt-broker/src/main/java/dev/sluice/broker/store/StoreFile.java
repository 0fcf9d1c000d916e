package dev.sluice.broker.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.h2.mvstore.FileStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one file with one writer thread: whatever is noted while a group is being forced makes the next group, so
 * that a thousand devices that connect at once wait for a few forces, not for a thousand.
 *
 * <p>A disk that takes nothing loses nothing: the group stays, the file is opened again every second as it was after the
 * last commit, and the same changes are applied once more.
 */
public final class StoreFile implements DurableStore {

    /** How often a store that nothing changes notes that the process lives. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 10_000;
    private static final long TIDY_BYTES = 8L * 1024 * 1024;

    /**
     * Changes that are forced together. Of several for one key the last is kept, in its place: however long a disk takes nothing,
     * there is at most one for each session and message.
     */
    private static final class Group {
        final Map<Change.Place, Change> changes = new LinkedHashMap<>();
        final CompletableFuture<Void> done = new CompletableFuture<>();

        void add(Change change) {
            changes.remove(change.place());
            changes.put(change.place(), change);
        }
    }

    private final Path path;
    private final Clock clock;
    private final Supplier<FileStore> files;
    private final Thread writer = new Thread(this::write, "session-store");
    private final long aliveBefore;

    // guarded by this
    private Group gathering = new Group();
    private CompletableFuture<Void> lastDone = CompletableFuture.completedFuture(null);
    private boolean closing;

    // the writer's; before it starts, the opener's
    private MapsFile file;
    private long bytesWhenTidied;
    private boolean refusing;

    private volatile StoreFigures figures = StoreFigures.NOTHING;

    private StoreFile(Path path, Clock clock, MapsFile file, Supplier<FileStore> files) {
        this.path = path;
        this.clock = clock;
        this.file = file;
        this.files = files;
        this.aliveBefore = file.aliveMillis();
        this.bytesWhenTidied = file.bytes();
        this.figures = new StoreFigures(0, 0, 0, 0, 0, file.bytes());
        writer.setDaemon(true);
    }

    /**
     * Opens or creates a store, its folder included, and locks it until it is closed.
     *
     * @throws StoreUnavailableException when it cannot be used; nothing was changed then
     */
    public static StoreFile open(Path path, Clock clock) throws StoreUnavailableException {
        return open(path, clock, FileStore::new);
    }

    /** @param files makes what stands between the maps and the disk, each time that the file is opened */
    static StoreFile open(Path path, Clock clock, Supplier<FileStore> files) throws StoreUnavailableException {
        return new StoreFile(path, clock, MapsFile.open(path, files.get()), files);
    }

    @Override
    public void forEach(Shelf shelf, BiConsumer<String, byte[]> visitor) {
        if (writer.getState() != Thread.State.NEW) {
            throw new IllegalStateException("the writer has the file");
        }
        file.maps().get(shelf).forEach(visitor);
    }

    @Override
    public long lastAliveMillis() {
        return aliveBefore;
    }

    @Override
    public boolean keepsAnything() {
        return true;
    }

    @Override
    public StoreUnavailableException unreadable(RuntimeException why) {
        file.abandon();
        file = null;
        return new StoreUnavailableException(path, StoreUnavailableException.Reason.DAMAGED, why);
    }

    @Override
    public void start() {
        writer.start();
    }

    @Override
    public void put(Shelf shelf, String key, byte[] value) {
        note(Change.put(shelf, key, value));
    }

    @Override
    public void remove(Shelf shelf, String key) {
        note(Change.remove(shelf, key));
    }

    @Override
    public void removeAll(Shelf shelf, String prefix) {
        note(Change.removeAll(shelf, prefix));
    }

    private synchronized void note(Change change) {
        if (closing) {
            return; // as if the process had ended a moment earlier
        }
        if (gathering.changes.isEmpty()) {
            notifyAll();
        }
        gathering.add(change);
    }

    @Override
    public synchronized CompletionStage<Void> durable() {
        return gathering.changes.isEmpty() ? lastDone : gathering.done;
    }

    @Override
    public StoreFigures figures() {
        return figures;
    }

    private void write() {
        try {
            for (var group = next(); group != null; group = next()) {
                if (!force(group)) {
                    return;
                }
                group.done.complete(null);
                tidy(group.changes.isEmpty());
            }
        } catch (InterruptedException nobodyDoesThat) {
            LOG.error("The session store's writer was interrupted. Nothing more is stored in {}.", path);
        }
    }

    /** What has gathered; an empty group after a while without any; null at the end. */
    private synchronized Group next() throws InterruptedException {
        if (gathering.changes.isEmpty() && !closing) {
            wait(HEARTBEAT.toMillis());
        }
        if (gathering.changes.isEmpty() && closing) {
            return null;
        }
        var group = gathering;
        if (!group.changes.isEmpty()) {
            lastDone = group.done;
        }
        gathering = new Group();
        return group;
    }

    /** @return false when the store is closed before the disk has taken the group */
    private boolean force(Group group) throws InterruptedException {
        while (true) {
            long start = System.nanoTime();
            try {
                if (file == null) {
                    file = MapsFile.open(path, files.get());
                }
                group.changes.values().forEach(change -> change.apply(file.maps()));
                file.alive(clock.millis());
                file.commit();
                figures = figures.committed(group.changes.size(), System.nanoTime() - start, file.bytes());
                accepted();
                return true;
            } catch (RuntimeException | StoreUnavailableException refused) {
                refused(group, refused);
            }
            if (waitedForNothing()) {
                return false;
            }
        }
    }

    private void accepted() {
        if (refusing) {
            refusing = false;
            LOG.info("Sessions are stored again in {}. Nothing was lost; who waited is answered now.", path);
        }
    }

    private void refused(Group group, Exception refusal) {
        figures = figures.failed();
        if (file != null) {
            file.abandon();
            file = null;
        }
        if (!refusing) {
            refusing = true;
            LOG.error(
                    "Sessions cannot be stored in {}: {}. {} changes are held in memory; devices with persistent sessions, "
                            + "and publishers whose messages go to local subscribers, wait for their acknowledgements. "
                            + "Sluice tries again every second. Make room on that disk or repair it.",
                    path,
                    StoreUnavailableException.why(refusal),
                    group.changes.size());
            LOG.debug("What refused them", refusal);
        }
    }

    private synchronized boolean waitedForNothing() throws InterruptedException {
        long end = System.nanoTime() + RETRY_MILLIS * 1_000_000;
        for (long left = RETRY_MILLIS; left > 0 && !closing; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return closing;
    }

    /** Free space is looked for when there is nothing else to do, or much of it. */
    private void tidy(boolean idle) {
        if (file.bytes() < TIDY_BYTES || !idle && file.bytes() < 2 * bytesWhenTidied) {
            return;
        }
        try {
            file.tidy();
            bytesWhenTidied = file.bytes();
        } catch (RuntimeException refused) { // noticed, and said, with the next change
            file.abandon();
            file = null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (writer.isAlive()) {
            LOG.error("{} does not take what is missing; it stays as it was after its last commit.", path);
        } else if (file != null) {
            closeFile();
        }
    }

    private void closeFile() {
        try {
            file.alive(clock.millis());
            file.commit();
            file.close();
        } catch (RuntimeException refused) {
            LOG.error("{} stays as it was after its last commit: {}", path, StoreUnavailableException.why(refused));
            file.abandon();
        }
        file = null;
    }
}
