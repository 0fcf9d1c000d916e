package dev.sluice.sandbox.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The CPU time of a bridge's threads, by what they do, from {@code /proc/PID/task/TID/stat}. Linux keeps 15 characters of a
 * thread's name. A compiler thread that ended between two readings takes its time with it.
 */
record ThreadTimes(Map<Work, Duration> used) {

    /** Kinds of threads in a bridge. */
    enum Work {
        EVENT_LOOPS("event loops: sockets, MQTT, mapping, send()", "vert.x-eventloo", "vert.x-acceptor"),
        PRODUCER("Kafka producer's thread: batches out, answers in", "kafka-producer-"),
        COLLECTOR("garbage collector", "GC Thread", "G1 ", "VM Thread", "ParGC", "ZWorker"),
        COMPILER("JIT compiler", "C1 Compiler", "C2 Compiler", "Sweeper"),
        REST("all other threads");

        final String label;
        private final List<String> names;

        Work(String label, String... names) {
            this.label = label;
            this.names = List.of(names);
        }

        static Work of(String thread) {
            for (Work work : values()) {
                if (work.names.stream().anyMatch(thread::startsWith)) {
                    return work;
                }
            }
            return REST;
        }
    }

    static ThreadTimes of(long pid) {
        Map<Work, Duration> used = new EnumMap<>(Work.class);
        try (var tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                String stat = stat(task);
                if (!stat.isEmpty()) {
                    used.merge(Work.of(name(stat)), time(stat), Duration::plus);
                }
            }
        } catch (IOException gone) {
            return new ThreadTimes(Map.of());
        } catch (UncheckedIOException | java.nio.file.DirectoryIteratorException gone) {
            return new ThreadTimes(used);
        }
        return new ThreadTimes(used);
    }

    /** What was used since an earlier reading; never negative. */
    ThreadTimes since(ThreadTimes earlier) {
        Map<Work, Duration> difference = new EnumMap<>(Work.class);
        for (Work work : Work.values()) {
            Duration spent = of(work).minus(earlier.of(work));
            difference.put(work, spent.isNegative() ? Duration.ZERO : spent);
        }
        return new ThreadTimes(difference);
    }

    Duration of(Work work) {
        return used.getOrDefault(work, Duration.ZERO);
    }

    private static String stat(Path task) {
        try {
            return Files.readString(task.resolve("stat"));
        } catch (IOException ended) {
            return "";
        }
    }

    /** The name of a thread, from its line (proc(5): second field, in brackets). */
    static String name(String stat) {
        return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    }

    /** User and system time of a thread (fields 14 and 15, in hundredths of a second). */
    static Duration time(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Duration.ofMillis(10 * (Long.parseLong(fields[11]) + Long.parseLong(fields[12])));
    }
}
