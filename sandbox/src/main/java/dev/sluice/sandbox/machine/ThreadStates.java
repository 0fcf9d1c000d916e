package dev.sluice.sandbox.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the threads of a process are doing, from {@code /proc/PID/task} (proc(5): the third field of {@code stat}). */
final class ThreadStates {

    private ThreadStates() {}

    /** Whether no thread runs or will run before SIGCONT. */
    static boolean allStopped(long pid) {
        try (var threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                if (!isStopped(thread)) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'T' || state == 'Z';
        } catch (IOException ended) {
            return true;
        }
    }
}
