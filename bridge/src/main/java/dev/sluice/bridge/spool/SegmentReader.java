package dev.sluice.bridge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.apache.activemq.artemis.core.journal.impl.JournalReaderCallback;

/** Reads a segment from its beginning, also while records are appended to it. Torn records at its end were never acknowledged and are passed over. */
final class SegmentReader {

    private final NIOSequentialFileFactory files;
    private final JournalImpl journal;
    private final Seal seal;
    private final List<Path> empty = new ArrayList<>();

    SegmentReader(Path folder, Seal seal) {
        this.files = new NIOSequentialFileFactory(folder.toFile(), false, 1);
        this.journal = new JournalImpl(
                JournalImpl.MIN_FILE_SIZE,
                JournalShape.FILES,
                -1,
                0,
                0,
                files,
                SegmentWriter.PREFIX,
                SegmentWriter.EXTENSION,
                1);
        this.seal = seal;
    }

    /** Hears of the records of a segment, in their order. */
    interface Visitor {

        /** Whether this one is to be opened. */
        boolean wants(long sequence);

        void record(long sequence, Spooled record);

        /** It is there, but not whole. */
        void unreadable(long sequence);
    }

    /** @throws IOException if the files cannot be read at all */
    void read(Visitor visitor) throws IOException {
        var buffer = new AtomicReference<ByteBuffer>();
        try {
            empty.clear();
            for (var file : journal.orderFiles()) {
                var reading = new FileReading(visitor);
                JournalImpl.readJournalFile(files, file, reading, buffer);
                if (!reading.found) {
                    empty.add(file.getFile().getJavaFile().toPath());
                }
            }
        } catch (Exception notRead) {
            throw notRead instanceof IOException known ? known : new IOException(notRead.getMessage(), notRead);
        } finally {
            if (buffer.get() != null) {
                files.releaseDirectBuffer(buffer.get());
            }
        }
    }

    /** Removes the files in which the last reading found no record: an earlier process kept them ready. */
    void trim() throws IOException {
        for (var file : empty) {
            Files.deleteIfExists(file);
        }
    }

    private final class FileReading implements JournalReaderCallback {

        private final Visitor visitor;
        private boolean found;

        FileReading(Visitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void onReadAddRecord(RecordInfo record) {
            found = true;
            if (visitor.wants(record.id)) {
                tell(record, visitor);
            }
        }
    }

    private void tell(RecordInfo record, Visitor visitor) {
        var opened = seal.open(record.id, record.data);
        if (opened.isEmpty()) {
            visitor.unreadable(record.id);
            return;
        }
        Spooled spooled;
        try {
            spooled = RecordFormat.decode(opened.get());
        } catch (IllegalArgumentException unknown) {
            visitor.unreadable(record.id);
            return;
        }
        spooled.sequence = record.id;
        visitor.record(record.id, spooled);
    }
}
