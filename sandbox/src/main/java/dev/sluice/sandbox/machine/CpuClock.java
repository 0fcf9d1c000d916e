package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The CPU time a process has used, user and system, from {@code /proc/PID/stat} (proc(5), fields 14 and 15). Linux counts
 * in hundredths of a second.
 */
public final class CpuClock {

    /** {@code USER_HZ}: 100 on every Linux that runs Java; a constant of the system's interface, not of the kernel. */
    private static final long TICKS_PER_SECOND = 100;

    private CpuClock() {}

    /** Zero once the process is gone. */
    public static Duration used(long pid) {
        try {
            return read(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException gone) {
            return Duration.ZERO;
        }
    }

    static Duration read(String stat) {
        // the second field is the command in brackets and may itself hold blanks and brackets
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
    }
}
