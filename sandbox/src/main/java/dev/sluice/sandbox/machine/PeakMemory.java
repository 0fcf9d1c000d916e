package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The most memory that a process has had resident since its start: {@code VmHWM} in {@code /proc/PID/status} (proc(5)), in bytes. */
public final class PeakMemory {

    private static final String LABEL = "VmHWM:";

    private PeakMemory() {}

    /** Empty once the process is gone. */
    public static OptionalLong of(long pid) {
        try {
            return read(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException gone) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong read(String status) {
        return status.lines()
                .filter(line -> line.startsWith(LABEL))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst();
    }
}
