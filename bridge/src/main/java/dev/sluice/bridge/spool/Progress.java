package dev.sluice.bridge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.journal.LoaderCallback;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.dataformat.ByteArrayEncoding;
import org.apache.activemq.artemis.utils.actors.OrderedExecutorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The book of what needs not be sent any more: for each segment one bit per record, in a journal of the library's that it compacts by itself.
 *
 * <p>Never forced: what is missing here after a crash makes duplicates, no loss. That holds for a disk that is full, too. The drain's thread.
 */
final class Progress implements AutoCloseable {

    static final String FOLDER = "progress";

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
    private static final byte RECORD_TYPE = 2;
    private static final int FILE_BYTES = 1 << 20;
    private static final int COMPACT_FROM_FILES = 8;
    private static final int COMPACT_BELOW_PERCENT = 50;
    private static final int OPEN_SECONDS = 5;
    private static final long TRY_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Path folder;
    private final Disk disk;
    private final ExecutorService io;
    private final Map<Long, Gone> found = new HashMap<>();
    private final Map<Long, Long> entries = new HashMap<>();
    private JournalFiles files;
    private JournalImpl journal;
    private long nextId;
    private long triedNanos;

    /** Opens the book that an earlier process has left, or a new one. */
    Progress(Path spool, Disk disk, ExecutorService io) throws IOException {
        this.folder = spool.resolve(FOLDER);
        this.disk = disk;
        this.io = io;
        open();
    }

    private void open() throws IOException {
        Files.createDirectories(folder);
        triedNanos = System.nanoTime();
        files = new JournalFiles(folder, FILE_BYTES, disk, new AtomicLong());
        journal = new JournalImpl(
                new OrderedExecutorFactory(io),
                FILE_BYTES,
                JournalShape.FILES,
                JournalShape.FILES,
                COMPACT_FROM_FILES,
                COMPACT_BELOW_PERCENT,
                OPEN_SECONDS,
                files,
                SegmentWriter.PREFIX,
                SegmentWriter.EXTENSION,
                1,
                0);
        entries.clear();
        found.clear();
        try {
            LibraryThreads.start(journal);
            var loading = new Loading();
            journal.load(loading);
            loading.present.forEach(this::understand);
        } catch (Exception notLoaded) {
            journal.stop();
            journal = null;
            throw notLoaded instanceof IOException known ? known : new IOException(notLoaded.getMessage(), notLoaded);
        }
    }

    private void understand(long id, byte[] entry) {
        nextId = Math.max(nextId, id + 1);
        var bytes = ByteBuffer.wrap(entry);
        long segment = bytes.getLong();
        var gone = new Gone(bytes.getLong(), BitSet.valueOf(bytes));
        found.merge(segment, gone, Gone::and);
        var older = entries.put(segment, id);
        if (older != null) {
            delete(older);
        }
    }

    /** What of a segment was gone when the book was opened; null if nothing is known of it. */
    Gone gone(long segment) {
        return found.get(segment);
    }

    /** The highest number of a segment that the book knows; -1 if it is empty. */
    long highestSegment() {
        return found.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    /** Lines about segments that are no more go from the book. */
    void keepOnly(Set<Long> segments) {
        for (var segment : List.copyOf(entries.keySet())) {
            if (!segments.contains(segment)) {
                forget(segment);
            }
        }
        found.clear();
    }

    void save(Segment segment) {
        if (!isOpen()) {
            return;
        }
        var gone = segment.gone.toByteArray();
        var entry = ByteBuffer.allocate(2 * Long.BYTES + gone.length)
                .putLong(segment.folder.number())
                .putLong(segment.firstSequence)
                .put(gone)
                .array();
        long id = nextId++;
        try {
            journal.appendAddRecord(id, RECORD_TYPE, new ByteArrayEncoding(entry), false, null);
        } catch (Exception notSaved) {
            LOG.debug("progress of segment {} not saved", segment.folder.number(), notSaved);
            return;
        }
        segment.unbooked = false;
        var older = entries.put(segment.folder.number(), id);
        if (older != null) {
            delete(older);
        }
    }

    void forget(long segment) {
        var id = entries.remove(segment);
        if (id != null && journal != null) {
            delete(id);
        }
    }

    private void delete(long id) {
        try {
            journal.appendDeleteRecord(id, false, null);
        } catch (Exception notDeleted) {
            LOG.debug("progress {} not deleted", id, notDeleted);
        }
    }

    /** Tries now and then to open it again after the disk has failed. */
    private boolean isOpen() {
        if (journal != null && !files.hasFailed()) {
            return true;
        }
        if (System.nanoTime() - triedNanos < TRY_AGAIN_NANOS) {
            return false;
        }
        try {
            close();
            open();
            return true;
        } catch (IOException still) {
            LOG.debug("progress cannot be opened", still);
            return false;
        }
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.stop();
            journal = null;
        }
    }

    /**
     * Records of a segment that are gone.
     *
     * @param firstSequence what bit 0 stands for
     */
    record Gone(long firstSequence, BitSet bits) {

        /** Two lines about one segment: the process died between writing one and removing the other. */
        private Gone and(Gone other) {
            bits.or(other.bits);
            return this;
        }
    }

    private static final class Loading implements LoaderCallback {

        private final Map<Long, byte[]> present = new TreeMap<>();

        @Override
        public void addRecord(RecordInfo record) {
            present.put(record.id, record.data);
        }

        @Override
        public void updateRecord(RecordInfo record) {
            addRecord(record);
        }

        @Override
        public void deleteRecord(long id) {
            present.remove(id);
        }

        @Override
        public void addPreparedTransaction(PreparedTransactionInfo transaction) {}

        @Override
        public void failedTransaction(long id, List<RecordInfo> records, List<RecordInfo> deletions) {}
    }
}
