package dev.sluice.bridge.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a JVM's memory comes to, asked from outside. */
final class BridgeMemory {

    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private final long pid;

    BridgeMemory(long pid) {
        this.pid = pid;
    }

    /** Bytes of objects that are in use, after a full collection, which stops the JVM for some tenths of a second. */
    long liveBytes() {
        try {
            var process = new ProcessBuilder(JCMD, Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var total = text.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("jcmd says: " + text));
            return Long.parseLong(total.trim().split("\\s+")[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes that the operating system has given to the process (VmRSS). */
    long residentBytes() {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                            .findFirst()
                            .orElse(0)
                    << 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
