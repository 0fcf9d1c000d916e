package dev.sluice.simulator.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What the generator itself costs. */
interface Host {

    int cores();

    /** CPU time of this process so far. */
    long cpuNanos();

    /** CPU time of one of its threads so far, or -1 when nobody knows. */
    long threadCpuNanos(long thread);

    long heapBytes();

    static Host present() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        boolean known = threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();
        Runtime runtime = Runtime.getRuntime();
        return new Host() {
            @Override
            public int cores() {
                return runtime.availableProcessors();
            }

            @Override
            public long cpuNanos() {
                return system.getProcessCpuTime();
            }

            @Override
            public long threadCpuNanos(long thread) {
                return known ? threads.getThreadCpuTime(thread) : -1;
            }

            @Override
            public long heapBytes() {
                return runtime.totalMemory() - runtime.freeMemory();
            }
        };
    }
}
