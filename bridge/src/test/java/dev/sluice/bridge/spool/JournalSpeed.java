package dev.sluice.bridge.spool;

import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.observe.Metrics;
import dev.sluice.bridge.pipeline.RecordSink;
import dev.sluice.bridge.pipeline.Spool;
import dev.sluice.bridge.settings.SpoolSettings;
import dev.sluice.mapping.engine.OutgoingRecord;
import dev.sluice.mapping.rule.SpoolWhenFull;
import dev.sluice.mapping.settings.DataSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints how fast the journal alone is on this machine: appending with Kafka away, opening it again, draining. Asserts nothing. Run with
 * {@code mvn -o -pl bridge test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.sluice.bridge.spool.JournalSpeed}, or
 * from the test class path: the arguments are the number of records, a folder on the disk to be tried, and the number of devices that they
 * come from, each with a key of its own.
 */
final class JournalSpeed {

    private static final String VALUE = "x".repeat(200);

    private final Path folder;
    private final int records;
    private final int devices;

    private JournalSpeed(Path folder, int records, int devices) {
        this.folder = folder;
        this.records = records;
        this.devices = devices;
    }

    public static void main(String[] arguments) throws Exception {
        int records = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        var folder = arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("spool");
        int devices = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        var speed = new JournalSpeed(folder, records, devices);
        speed.append();
        speed.openAndDrain();
        System.exit(0);
    }

    private void append() {
        var stored = new AtomicLong();
        long slowest = 0;
        long refused = 0;
        var spool = spool(new Sink(false));
        spool.open();
        var rule = SpoolOnDisk.rule("r", SpoolWhenFull.WITHHOLD);
        long start = System.nanoTime();
        for (int i = 0; i < records; i++) {
            var device = "device-" + i % devices;
            var record = SpoolOnDisk.record("t", device, VALUE);
            while (true) {
                long before = System.nanoTime();
                var answer =
                        spool.offer(record, new Spool.Origin(rule, device), Spool.Until.JOURNALED, new Count(stored));
                slowest = Math.max(slowest, System.nanoTime() - before);
                if (answer == RecordSink.Answer.ACCEPTED) {
                    break;
                }
                refused++;
                LockSupport.parkNanos(100_000);
            }
        }
        while (stored.get() < records) {
            LockSupport.parkNanos(100_000);
        }
        print(
                "appended and forced: %,d records/s; slowest offer %.1f ms; %,d times no room",
                start, slowest / 1e6, refused);
        printHeap("with everything in the journal");
        spool.close();
    }

    private void openAndDrain() {
        var sink = new Sink(true);
        var spool = spool(sink);
        long start = System.nanoTime();
        spool.open();
        System.out.printf("opened: %,d ms%n", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        printHeap("after opening");
        start = System.nanoTime();
        while (sink.stored.get() < records) {
            LockSupport.parkNanos(100_000);
        }
        print("drained: %,d records/s", start);
        spool.close();
    }

    private void print(String what, long start, Object... more) {
        var all = new Object[more.length + 1];
        all[0] = (long) (records / ((System.nanoTime() - start) / 1e9));
        System.arraycopy(more, 0, all, 1, more.length);
        System.out.printf(what + "%n", all);
    }

    private static void printHeap(String when) {
        System.gc();
        var runtime = Runtime.getRuntime();
        System.out.printf("heap %s: %,d MiB%n", when, (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }

    private JournalSpool spool(RecordSink sink) {
        return new JournalSpool(
                new SpoolSettings(folder, DataSize.ofGigabytes(8), Optional.empty()),
                new JournalSpool.Target(sink, "dead", 1 << 20, 64 << 20),
                new Metrics(),
                new HealthBoard());
    }

    private record Count(AtomicLong count) implements RecordSink.Fate {

        @Override
        public void stored() {
            count.incrementAndGet();
        }

        @Override
        public void unknown(String why) {
            System.out.println("not stored: " + why);
        }
    }

    private static final class Sink implements RecordSink {

        private final boolean well;
        private final AtomicLong stored = new AtomicLong();

        Sink(boolean well) {
            this.well = well;
        }

        @Override
        public Answer offer(OutgoingRecord record, Fate fate) {
            if (!well) {
                return Answer.NOT_NOW;
            }
            stored.incrementAndGet();
            fate.stored();
            return Answer.ACCEPTED;
        }

        @Override
        public int largestRecord(String topic) {
            return 1 << 20;
        }

        @Override
        public void onRoom(Runnable action) {}
    }
}
