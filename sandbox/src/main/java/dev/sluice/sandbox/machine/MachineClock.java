package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The CPU time of all processes of this machine together, and its load average: what else was going on. */
public final class MachineClock {

    private MachineClock() {}

    /** Used by anybody since the machine started, and taken away from it by its host, over all cores; zero where unknown. */
    public static Duration busy() {
        try {
            return busy(Files.readString(Path.of("/proc/stat")));
        } catch (IOException notLinux) {
            return Duration.ZERO;
        }
    }

    /** proc(5): user nice system idle iowait irq softirq steal, in hundredths of a second. */
    static Duration busy(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").trim().split(" +");
        long ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7, 8}) {
            ticks += i < fields.length ? Long.parseLong(fields[i]) : 0;
        }
        return Duration.ofMillis(10 * ticks);
    }

    /** Of the last minute; our own programs count too. */
    public static double loadAverage() {
        try {
            return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    public static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }
}
