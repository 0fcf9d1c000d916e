package dev.sluice.sandbox.kafka;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One Kafka per folder, from before anything in it is touched. The operating system lets go of it when the process dies.
 *
 * <p>Kafka has a lock of its own, but a combined broker and controller takes it only after it has opened the metadata log: the
 * second one is refused, and the first one's controller spins for ever on a log that was changed under it.
 */
final class FolderLock implements AutoCloseable {

    private final FileChannel held;

    private FolderLock(FileChannel held) {
        this.held = held;
    }

    static FolderLock take(Path folder) {
        Path file = folder.resolve("sandbox.lock");
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (locked(channel)) {
                return new FolderLock(channel);
            }
            channel.close();
        } catch (IOException e) {
            throw RecordsFolder.notWritable(folder, e);
        }
        throw new EnvironmentException(
                "Another Kafka runs on " + folder + ". Stop it first, or choose another folder.");
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisJvm) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            held.close();
        } catch (IOException e) {
            throw new EnvironmentException("Cannot release the folder's lock: " + e.getMessage(), e);
        }
    }
}
