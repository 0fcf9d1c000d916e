package dev.sluice.bridge.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.journal.IOCompletion;
import org.apache.activemq.artemis.core.journal.impl.JournalFile;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.dataformat.ByteArrayEncoding;
import org.apache.activemq.artemis.utils.actors.OrderedExecutorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to a new segment: a small journal of the library's in a folder of its own, whose space is taken before the first record
 * comes. Only grows; what Kafka has is kept book of in {@link Progress}. One thread appends.
 */
final class SegmentWriter {

    static final String PREFIX = "sluice";
    static final String EXTENSION = "journal";

    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
    private static final byte RECORD_TYPE = 1;
    private static final int OPEN_SECONDS = 5;

    private final Path folder;
    private final int fileBytes;
    private final JournalFiles files;
    private final JournalImpl journal;
    private final Seal seal;
    private int filesBegun = 1;
    private long position = JournalImpl.SIZE_HEADER;
    private volatile boolean closed;

    private SegmentWriter(Path folder, int fileBytes, JournalFiles files, JournalImpl journal, Seal seal) {
        this.folder = folder;
        this.fileBytes = fileBytes;
        this.files = files;
        this.journal = journal;
        this.seal = seal;
    }

    /**
     * Makes the segment's files and fills them, which takes tens of milliseconds.
     *
     * @throws IOException when the disk is full, say, or does not force what is written to it; nothing is left then
     */
    static SegmentWriter create(
            Path folder,
            int fileBytes,
            int bufferBytes,
            Seal seal,
            Disk disk,
            AtomicLong slowestForceNanos,
            ExecutorService io)
            throws IOException {
        Files.createDirectories(folder);
        var files = new JournalFiles(folder, bufferBytes, disk, slowestForceNanos);
        var journal = new JournalImpl(
                new OrderedExecutorFactory(io),
                fileBytes,
                JournalShape.FILES,
                -1,
                0,
                0,
                OPEN_SECONDS,
                files,
                PREFIX,
                EXTENSION,
                1,
                0);
        journal.setAutoReclaim(false);
        try {
            LibraryThreads.start(journal);
            journal.loadInternalOnly();
            if (files.hasFailed()) {
                throw new IOException(files.failure()); // the library goes on with what the disk may have lost
            }
            SegmentFolder.force(folder);
            SegmentFolder.force(folder.getParent());
        } catch (Exception notMade) {
            journal.stop();
            SegmentFolder.delete(folder);
            throw notMade instanceof IOException known ? known : new IOException(notMade.getMessage(), notMade);
        }
        return new SegmentWriter(folder, fileBytes, files, journal, seal);
    }

    /** A record that may be appended if it {@link #fits}. */
    byte[] sealed(long sequence, byte[] record) {
        return seal.close(sequence, record);
    }

    boolean fits(byte[] sealed) {
        return !hasFailed() && (filesBegun < JournalShape.FILES || position + length(sealed) <= fileBytes);
    }

    /** Bytes that may still be appended. */
    long room() {
        return hasFailed() ? 0 : fileBytes - position + (long) (JournalShape.FILES - filesBegun) * fileBytes;
    }

    private static int length(byte[] sealed) {
        return JournalImpl.SIZE_ADD_RECORD + sealed.length + 1;
    }

    /**
     * Returns at once; whether the record is on the disk is told later.
     *
     * @param written called on a thread of the library's, more than once if things go wrong: the first word counts
     */
    void append(long sequence, byte[] sealed, Written written) {
        int length = length(sealed);
        if (position + length > fileBytes) {
            filesBegun++;
            position = JournalImpl.SIZE_HEADER;
        }
        position += length;
        try {
            journal.appendAddRecord(
                    sequence, RECORD_TYPE, new ByteArrayEncoding(sealed), true, new Completion(written));
        } catch (Exception refused) {
            written.failed(String.valueOf(refused.getMessage()));
        }
    }

    boolean hasFailed() {
        return files.hasFailed();
    }

    /** Forces what was appended and gives back the file that was only kept ready. */
    void close() {
        Set<String> used = new HashSet<>();
        try {
            journal.flush();
            for (JournalFile file : journal.getDataFiles()) {
                used.add(file.getFile().getFileName());
            }
            used.add(journal.getCurrentFile().getFile().getFileName());
            journal.stop();
            for (var file : folder.toFile().listFiles()) {
                if (!used.contains(file.getName())) {
                    Files.deleteIfExists(file.toPath());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception notClosed) {
            LOG.warn("Closing files of the spool in {} failed; nothing is lost.", folder, notClosed);
        }
        closed = true;
    }

    /** Nobody writes to the folder any more. */
    boolean isClosed() {
        return closed;
    }

    /** Hears what became of a record. */
    interface Written {
        void onDisk();

        void failed(String why);
    }

    private final class Completion implements IOCompletion {

        private final Written written;

        Completion(Written written) {
            this.written = written;
        }

        @Override
        public void storeLineUp() {}

        @Override
        public void done() {
            if (files.hasFailed()) {
                written.failed("the disk did not take it");
            } else {
                written.onDisk();
            }
        }

        @Override
        public void onError(int code, String why) {
            written.failed(why);
        }
    }
}
