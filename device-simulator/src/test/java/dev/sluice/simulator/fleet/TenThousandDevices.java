package dev.sluice.simulator.fleet;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.simulator.arrivals.ArrivalProcess;
import dev.sluice.simulator.lean.LeanFactory;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what many devices at a low rate cost in one process: memory of each, CPU, and whether they keep their schedule. Arguments:
 * port, devices, seconds between two messages of a device, seconds to run. Run it on the test class path beside {@code AckSink PORT},
 * which is in a process of its own.
 */
public final class TenThousandDevices {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TenThousandDevices() {}

    public static void main(String[] arguments) throws InterruptedException {
        int count = Integer.parseInt(arguments[1]);
        double every = Double.parseDouble(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        ArrivalProcess process = new ArrivalProcess.Poisson(1 / every);
        Plans plans = Plans.to("tcp://127.0.0.1:" + arguments[0]).speaking("3.1.1");
        long empty = usedMemory();
        List<DevicePlan> devices = new ArrayList<>();
        for (DevicePlan plan : plans.devices(count)) {
            int index = plan.name().index();
            devices.add(new DevicePlan(
                    plan.name(),
                    plan.credentials(),
                    plan.link(),
                    plan.messages(),
                    process.of(index, count, 1),
                    Integer.MAX_VALUE,
                    Ramp.unhurried(count).connectAfterMillis(index),
                    LinkFaults.NONE));
        }
        try (Fleet fleet = new Fleet(devices, new LeanFactory(1))) {
            long begun = System.nanoTime();
            double cpu = cpuSeconds();
            fleet.connect();
            while (fleet.counts().connected() < count) {
                Thread.onSpinWait();
                if (System.nanoTime() - begun > 60_000_000_000L) {
                    throw new IllegalStateException(fleet.counts().toString());
                }
                Thread.yield();
            }
            say("%,d devices connected after %.1f s", count, (System.nanoTime() - begun) / 1e9);
            long full = usedMemory();
            say("heap and direct memory: %.1f KB a device", (full - empty) / 1024.0 / count);
            observe(fleet, "idle", seconds / 3);
            fleet.start();
            observe(fleet, "publishing", seconds);
            fleet.stopPublishing();
            say("%s; CPU in all %.1f s", Plans.events(fleet), cpuSeconds() - cpu);
        }
    }

    private static void observe(Fleet fleet, String what, int seconds) throws InterruptedException {
        double cpu = cpuSeconds();
        long sent = fleet.counts().sent();
        long begun = System.nanoTime();
        Thread.currentThread().join(seconds * 1000L);
        double passed = (System.nanoTime() - begun) / 1e9;
        var micros = fleet.latency().micros();
        say(
                "%s: %.1f %% of a core, %,.0f messages/s, acknowledged after p50 %d µs, p99 %d µs",
                what,
                100 * (cpuSeconds() - cpu) / passed,
                (fleet.counts().sent() - sent) / passed,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99));
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static double cpuSeconds() {
        return PROCESS.getProcessCpuTime() / 1e9;
    }

    private static long usedMemory() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(pool -> pool.getMemoryUsed())
                .sum();
        return runtime.totalMemory() - runtime.freeMemory() + direct;
    }
}
