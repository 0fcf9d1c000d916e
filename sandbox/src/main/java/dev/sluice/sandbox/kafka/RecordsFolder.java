package dev.sluice.sandbox.kafka;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the folder before Kafka does, because Kafka's own answer to a full disk is to halt the JVM. */
public final class RecordsFolder {

    private static final long LEAST_FREE_BYTES = 32L * 1024 * 1024;

    private RecordsFolder() {}

    /** @throws EnvironmentException when the folder cannot be written or its disk is full */
    public static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "probe", ".tmp"));
        } catch (IOException e) {
            throw notWritable(folder, e);
        }
        long free = freeBytes(folder);
        if (free < LEAST_FREE_BYTES) {
            throw new EnvironmentException("The disk under " + folder + " is full: " + free / 1024
                    + " kB are free, and Kafka needs " + LEAST_FREE_BYTES / 1024 / 1024
                    + " MB to start. Free some space, or choose another folder.");
        }
    }

    /** Why a Kafka that ran had to give up, as far as its folder can tell. */
    public static String causeOfHalt(Path folder) {
        if (!Files.isWritable(folder)) {
            return "its folder " + folder + " can no longer be written";
        }
        return freeBytes(folder) < LEAST_FREE_BYTES
                ? "the disk under " + folder + " is full"
                : "of an error that is written in its log";
    }

    static EnvironmentException notWritable(Path folder, IOException e) {
        return new EnvironmentException(
                "Kafka cannot write to " + folder + " (" + reason(e)
                        + "). Choose another folder, or make this one writable.",
                e);
    }

    /** What the outermost and the innermost exception say, without saying it twice. */
    static String reason(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String innermost = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        if (cause == e) {
            return innermost;
        }
        String outermost = String.valueOf(e.getMessage());
        return outermost.contains(String.valueOf(cause.getMessage())) ? outermost : outermost + " (" + innermost + ")";
    }

    private static long freeBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }
}
