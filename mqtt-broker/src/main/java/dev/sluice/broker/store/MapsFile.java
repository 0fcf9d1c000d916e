package dev.sluice.broker.store;

import dev.sluice.broker.store.StoreUnavailableException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/** The open file. One thread at a time. */
final class MapsFile {

    private static final String FORMAT = "1";
    private static final int CACHE_MEGABYTES = 4;
    /**
     * Space is used again this long after it has become free. Each commit is forced before the next begins, so that
     * nothing here relies on the delay; the default of 45 seconds lets a busy file grow to hundreds of megabytes.
     */
    private static final int RETENTION_MILLIS = 2_000;

    private static final int FILL_RATE = 60;
    private static final int CLOSE_COMPACTION_MILLIS = 500;
    private static final int REWRITE_BYTES = 4 * 1024 * 1024;

    private final MVStore store;
    private final Map<Shelf, MVMap<String, byte[]>> maps = new EnumMap<>(Shelf.class);
    private final MVMap<String, byte[]> marks;

    private MapsFile(MVStore store) {
        this.store = store;
        for (var shelf : Shelf.values()) {
            maps.put(shelf, store.openMap(shelf.mapName(), types()));
        }
        marks = store.openMap("marks", types());
    }

    private static MVMap.Builder<String, byte[]> types() {
        return new MVMap.Builder<String, byte[]>()
                .keyType(StringDataType.INSTANCE)
                .valueType(ByteArrayDataType.INSTANCE);
    }

    /** @param files not open yet */
    static MapsFile open(Path file, FileStore files) throws StoreUnavailableException {
        MVStore store = null;
        try {
            PrivateFolder.create(file.toAbsolutePath().getParent());
            files.open(file.toString(), false, null);
            store = new MVStore.Builder()
                    .adoptFileStore(files)
                    .autoCommitDisabled()
                    .cacheSize(CACHE_MEGABYTES)
                    .open();
            store.setRetentionTime(RETENTION_MILLIS);
            store.setVersionsToKeep(0);
            var opened = new MapsFile(store);
            opened.checkFormat();
            return opened;
        } catch (MVStoreException refused) {
            throw unavailable(file, files, store, reasonOf(refused), refused);
        } catch (IOException | IllegalArgumentException refused) {
            throw unavailable(file, files, store, Reason.NOT_ACCESSIBLE, refused);
        } catch (RuntimeException unreadable) { // pages that are not pages end in whatever exception comes first
            throw unavailable(file, files, store, Reason.DAMAGED, unreadable);
        }
    }

    private static StoreUnavailableException unavailable(
            Path file, FileStore files, MVStore store, Reason reason, Exception cause) {
        if (store != null) {
            store.closeImmediately();
        } else {
            close(files);
        }
        return new StoreUnavailableException(file, reason, cause);
    }

    private static void close(FileStore files) {
        try {
            files.close();
        } catch (RuntimeException neverOpened) {
            // nothing is open then
        }
    }

    private static Reason reasonOf(MVStoreException refused) {
        return switch (refused.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED -> Reason.IN_USE;
            case DataUtils.ERROR_WRITING_FAILED, DataUtils.ERROR_CLOSED -> Reason.NOT_ACCESSIBLE;
            case DataUtils.ERROR_READING_FAILED ->
                refused.getCause() instanceof EOFException || refused.getCause() == null
                        ? Reason.DAMAGED
                        : Reason.NOT_ACCESSIBLE;
            default -> refused.getCause() instanceof IOException ? Reason.NOT_ACCESSIBLE : Reason.DAMAGED;
        };
    }

    private void checkFormat() {
        var format = marks.get("format");
        if (format == null) {
            marks.put("format", FORMAT.getBytes(StandardCharsets.UTF_8));
        } else if (!FORMAT.equals(new String(format, StandardCharsets.UTF_8))) {
            throw new IllegalStateException("written in format " + new String(format, StandardCharsets.UTF_8)
                    + ", this version reads " + FORMAT);
        }
    }

    Map<Shelf, MVMap<String, byte[]>> maps() {
        return maps;
    }

    long aliveMillis() {
        var alive = marks.get("alive");
        return alive == null ? 0 : Long.parseLong(new String(alive, StandardCharsets.UTF_8));
    }

    void alive(long epochMillis) {
        marks.put("alive", Long.toString(epochMillis).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes all changes and forces them to disk. */
    void commit() {
        store.commit();
        store.sync();
    }

    long bytes() {
        return store.getFileStore().size();
    }

    /** Rewrites what little is left in space that is mostly free, so that it can be used again. */
    void tidy() {
        if (store.compact(FILL_RATE, REWRITE_BYTES)) {
            store.sync();
        }
    }

    /** Closes a file that is to be read again. */
    void close() {
        store.close(CLOSE_COMPACTION_MILLIS);
    }

    /** Lets go of a file that takes nothing more; what is not committed stays so. */
    void abandon() {
        try {
            store.closeImmediately();
        } catch (RuntimeException alreadyClosed) {
            // nothing is open then
        }
    }
}
