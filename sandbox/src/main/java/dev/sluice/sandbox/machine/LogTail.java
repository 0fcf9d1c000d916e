package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a child has written to its log since it was started. The file may grow while it is read. */
final class LogTail {

    private static final int MOST_BYTES_SHOWN = 64 * 1024;

    private final Path file;
    private final long startedAt;

    LogTail(Path file) {
        this.file = file;
        this.startedAt = size(file);
    }

    /** The first whole line since the start that satisfies the condition. */
    Optional<String> first(Predicate<String> condition) {
        String text = read(startedAt);
        int end = text.lastIndexOf('\n');
        return end < 0
                ? Optional.empty()
                : text.substring(0, end).lines().filter(condition).findFirst();
    }

    List<String> last(int lines) {
        List<String> all =
                read(Math.max(startedAt, size(file) - MOST_BYTES_SHOWN)).lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    private String read(long from) {
        try (var open = new RandomAccessFile(file.toFile(), "r")) {
            open.seek(from);
            byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE / 2, Math.max(0, open.length() - from))];
            open.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException notThereYet) {
            return "";
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException notThereYet) {
            return 0;
        }
    }
}
