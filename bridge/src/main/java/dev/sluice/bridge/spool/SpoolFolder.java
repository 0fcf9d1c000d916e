package dev.sluice.bridge.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SpoolSettings;
import dev.sluice.broker.store.PrivateFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The folder of the journal while it is ours: locked against other processes, and checked to be of the key that is configured before
 * anything in it is touched.
 */
final class SpoolFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String FORMAT = "format";
    private static final String PLAIN = "sluice spool 1, not encrypted\n";
    private static final String ENCRYPTED = "sluice spool 1, AES-256-GCM, key ";

    private final Path path;
    private final Optional<byte[]> key;
    private final FileChannel lock;

    private SpoolFolder(Path path, Optional<byte[]> key, FileChannel lock) {
        this.path = path;
        this.key = key;
        this.lock = lock;
    }

    /** Whether an earlier process has left anything to send. */
    static boolean holdsRecords(Path path) {
        try {
            return Files.isDirectory(path) && !SegmentFolder.list(path).isEmpty();
        } catch (IOException unreadable) {
            return true; // opening it says why
        }
    }

    /** @throws EnvironmentException when the folder cannot be used; nothing in it has changed then */
    static SpoolFolder open(SpoolSettings settings) {
        var path = settings.folder();
        try {
            PrivateFolder.create(path);
            var lock = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!isMine(lock)) {
                    throw new EnvironmentException(
                            "The spool in " + path
                                    + " is in use by another process. Each Sluice needs a folder of its own: stop the other one or set"
                                    + " spool.folder.",
                            null);
                }
                checkFormat(path, settings.keyBytes());
                return new SpoolFolder(path, settings.keyBytes(), lock);
            } catch (IOException | RuntimeException refused) {
                lock.close();
                throw refused;
            }
        } catch (IOException unusable) {
            throw new EnvironmentException(
                    "The spool cannot use the folder " + path + ": " + said(unusable)
                            + ". Let this user write there, or set spool.folder (or data.folder).",
                    unusable);
        }
    }

    private static boolean isMine(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException thisProcess) {
            return false;
        }
    }

    private static void checkFormat(Path path, Optional<byte[]> key) throws IOException {
        var file = path.resolve(FORMAT);
        var wanted = key.map(bytes ->
                        ENCRYPTED + HexFormat.of().formatHex(Seal.hmac(bytes, ENCRYPTED.getBytes(UTF_8)), 0, 16) + "\n")
                .orElse(PLAIN);
        if (!Files.exists(file) || SegmentFolder.list(path).isEmpty()) {
            var fresh = path.resolve(FORMAT + ".new");
            try (var channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(wanted.getBytes(UTF_8)));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            SegmentFolder.force(path);
            return;
        }
        var present = Files.readString(file);
        if (!present.equals(wanted)) {
            throw new EnvironmentException(refusal(path, present, key.isPresent()), null);
        }
    }

    private static String refusal(Path path, String present, boolean withKey) {
        var untouched = " Nothing in it was changed. ";
        if (present.equals(PLAIN)) {
            return "The spool in " + path + " holds records that are not encrypted, and spool.key is set." + untouched
                    + "Start without spool.key until it is drained, or set another spool.folder.";
        }
        if (!present.startsWith(ENCRYPTED)) {
            return "The spool in " + path + " was written by a Sluice that this one does not understand ("
                    + present.strip() + ")." + untouched + "Use that version until it is drained.";
        }
        return withKey
                ? "The spool in " + path + " was encrypted with another key than spool.key." + untouched
                        + "Start with the key that it was written with, or set another spool.folder."
                : "The spool in " + path + " is encrypted, and spool.key is not set." + untouched
                        + "Start with the key that it was written with, or set another spool.folder.";
    }

    private static String said(IOException unusable) {
        if (unusable instanceof java.nio.file.AccessDeniedException) {
            return "permission denied";
        }
        if (unusable instanceof java.nio.file.FileAlreadyExistsException) {
            return "it is a file";
        }
        return String.valueOf(unusable.getMessage());
    }

    Path path() {
        return path;
    }

    Optional<byte[]> key() {
        return key;
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException goesWithTheProcess) {
            // the lock is gone in any case
        }
    }
}
