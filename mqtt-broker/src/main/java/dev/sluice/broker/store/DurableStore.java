package dev.sluice.broker.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Maps from strings to bytes that outlive the process. Changes take effect in the order in which they are noted.
 * Callable from any thread, blocks none; except where said.
 */
public interface DurableStore extends AutoCloseable {

    /** Keeps nothing: everything that is noted is as durable as it will ever be. */
    DurableStore NONE = new DurableStore() {
        @Override
        public boolean keepsAnything() {
            return false;
        }

        @Override
        public StoreUnavailableException unreadable(RuntimeException why) {
            throw why;
        }

        @Override
        public void start() {}

        @Override
        public void put(Shelf shelf, String key, byte[] value) {}

        @Override
        public void remove(Shelf shelf, String key) {}

        @Override
        public void removeAll(Shelf shelf, String prefix) {}

        @Override
        public CompletionStage<Void> durable() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void forEach(Shelf shelf, BiConsumer<String, byte[]> visitor) {}

        @Override
        public long lastAliveMillis() {
            return 0;
        }

        @Override
        public StoreFigures figures() {
            return StoreFigures.NOTHING;
        }

        @Override
        public void close() {}
    };

    /** Whether it is worth the work to make the bytes. */
    boolean keepsAnything();

    /**
     * What was stored makes no sense to whoever has read it: closes the file as it is.
     *
     * @return what to throw
     */
    StoreUnavailableException unreadable(RuntimeException why);

    /** Everything has been read that will be: what is noted, before and from now on, is written. */
    void start();

    /** @param value not changed by anybody any more */
    void put(Shelf shelf, String key, byte[] value);

    void remove(Shelf shelf, String key);

    /** Removes every entry whose key begins with {@code prefix}. */
    void removeAll(Shelf shelf, String prefix);

    /**
     * Completes once everything that this thread has noted before, and more perhaps, is on disk; at once if nothing is
     * missing. While the disk takes nothing it does not complete at all. Completed on the writer's thread, so that what hangs on it must be quick.
     */
    CompletionStage<Void> durable();

    /** What was stored when the store was opened, in the order of the keys. Blocks; only before {@link #start}. */
    void forEach(Shelf shelf, BiConsumer<String, byte[]> visitor);

    /**
     * When the process before this one was seen alive for the last time: at most {@link StoreFile#HEARTBEAT} before its end. Epoch
     * milliseconds; 0 if there was none.
     */
    long lastAliveMillis();

    StoreFigures figures();

    /** Writes what is missing and closes the file. Blocks for as long as that takes, but not for a disk that takes nothing. */
    @Override
    void close();
}
