package dev.sluice.bridge.spool;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * The library's files, by plain Java I/O: written through one buffer whose content goes to the disk together, and forced with one fsync.
 *
 * <p>The library tells records that they are stored although writing them failed, after it has reported the failure here. So whoever is
 * told must ask {@link #hasFailed()} first.
 */
final class JournalFiles extends NIOSequentialFileFactory {

    /** After an fsync nothing is forced for as long, so that records come together; the first one does not wait. */
    private static final int GROUP_NANOS = 2_000_000;

    private final Disk disk;
    private final AtomicLong slowestForceNanos;
    private volatile String failure;

    /** @param slowestForceNanos is raised to what an fsync takes */
    JournalFiles(Path folder, int bufferBytes, Disk disk, AtomicLong slowestForceNanos) {
        super(folder.toFile(), true, bufferBytes, GROUP_NANOS, 1, false);
        this.disk = disk;
        this.slowestForceNanos = slowestForceNanos;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** What the disk said when it first failed; null if it has not. */
    String failure() {
        return failure;
    }

    private synchronized void failed(Throwable what) {
        if (failure == null) {
            failure = String.valueOf(what.getMessage());
        }
    }

    @Override
    public SequentialFile createSequentialFile(String name) {
        return new ForcedFile(getDirectory(), name);
    }

    /** A file that is only being got ready holds no record. */
    @Override
    public void onIOError(Throwable what, String message, String file) {
        if (file != null && !file.endsWith(".tmp")) {
            failed(what);
        }
        super.onIOError(what, message, file);
    }

    private final class ForcedFile extends NIOSequentialFile {

        ForcedFile(File folder, String name) {
            super(JournalFiles.this, folder, name, 1);
        }

        @Override
        public void fill(int size) throws IOException {
            try {
                disk.allocate(size);
            } catch (IOException noSpace) {
                onIOError(noSpace, noSpace.getMessage(), getFileName());
                throw noSpace;
            }
            super.fill(size);
        }

        @Override
        protected void syncChannel(FileChannel channel) throws IOException {
            long start = System.nanoTime();
            try {
                disk.force();
                super.syncChannel(channel);
            } catch (IOException notForced) {
                if (channel.isOpen()) {
                    failed(notForced);
                }
                throw notForced;
            }
            slowestForceNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        }

        @Override
        public SequentialFile cloneFile() {
            return new ForcedFile(getDirectory(), getFileName());
        }
    }
}
