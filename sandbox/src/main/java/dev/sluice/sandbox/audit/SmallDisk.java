package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk that can be filled without harm to anybody else: a tmpfs of its own, mounted on a folder. Mounting takes the rights of root;
 * where they are missing there is none, and {@link #refusal} says so.
 */
final class SmallDisk implements AutoCloseable {

    private static final int[] BLOCKS = {1024 * 1024, 4096, 1};

    private final Path folder;
    private final String refusal;
    private final Thread unmountAtTheEnd = new Thread(this::unmount, "unmount");

    private SmallDisk(Path folder, String refusal) {
        this.folder = folder;
        this.refusal = refusal;
    }

    /** Mounts one if that is allowed here. */
    static SmallDisk on(Path folder, long bytes) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot make " + folder + ": " + e.getMessage(), e);
        }
        String answer = run(List.of("mount", "-t", "tmpfs", "-o", "size=" + bytes, "sluice-audit", folder.toString()));
        var disk = new SmallDisk(folder, answer);
        if (disk.isThere()) {
            Runtime.getRuntime().addShutdownHook(disk.unmountAtTheEnd);
        }
        return disk;
    }

    boolean isThere() {
        return refusal.isEmpty();
    }

    /** What the system said when it refused to mount; empty if it did not. */
    String refusal() {
        return refusal;
    }

    /** Not one more byte fits. */
    void fill() {
        try (var out = new FileOutputStream(ballast().toFile())) {
            for (int block : BLOCKS) {
                writeUntilFull(out, new byte[block]);
            }
        } catch (IOException full) {
            // even an empty file may have found no room
        }
    }

    void makeRoom() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new EnvironmentException("Cannot delete " + ballast() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (isThere()) {
            unmount();
            Runtime.getRuntime().removeShutdownHook(unmountAtTheEnd);
        }
    }

    private static void writeUntilFull(FileOutputStream out, byte[] block) {
        try {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // what we wanted
        }
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Lazily: a process that still dies may hold a file. */
    private void unmount() {
        run(List.of("umount", "-l", folder.toString()));
    }

    /** Empty when it went well, else what the program said. */
    private static String run(List<String> words) {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            return process.waitFor() == 0 ? "" : said.isEmpty() ? words.get(0) + " failed" : said;
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
