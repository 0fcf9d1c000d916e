package dev.sluice.sandbox.bench;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * JSON documents as {@code simulate publish} sends them: the same fields, ranges and padding. ProducerPerformance takes one of
 * them at random for each record, so there are many, from all devices, and they compress as the devices' own do.
 */
final class TelemetryDocuments {

    private static final int DOCUMENTS = 50_000;
    private static final long FIRST_TIMESTAMP = 1_795_000_000_000L;
    private static final String NOTE = "the quick brown fox jumps over the lazy dog; ";

    private TelemetryDocuments() {}

    /** Writes them one a line, each of {@code bytes} bytes or a few more. */
    static Path write(Path file, int devices, int bytes) {
        var random = new Random(1);
        try (var lines = Files.newBufferedWriter(file)) {
            for (int i = 0; i < DOCUMENTS; i++) {
                lines.write(document(i % devices, i / devices, random, bytes));
                lines.newLine();
            }
            return file;
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    static String document(int device, int seq, Random random, int bytes) {
        String bare = String.format(
                Locale.ROOT,
                "{\"device\":\"d-%05d\",\"seq\":%d,\"ts\":%d,\"temperature\":%.2f,\"humidity\":%.1f,\"pressure\":%.1f,"
                        + "\"battery\":%d,\"rssi\":%d,\"status\":\"ok\",\"note\":\"",
                device,
                seq,
                FIRST_TIMESTAMP + seq,
                15 + 15 * random.nextDouble(),
                30 + 40 * random.nextDouble(),
                1000 + 30 * random.nextDouble(),
                20 + random.nextInt(80),
                -40 - random.nextInt(50));
        int padding = Math.max(0, bytes - bare.length() - 2);
        return bare + NOTE.repeat(padding / NOTE.length() + 1).substring(0, padding) + "\"}";
    }
}
