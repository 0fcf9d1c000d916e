package dev.sluice.sandbox.rehearsal;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What devices felt for a time. Percentiles of seconds cannot be added up, so the median second stands for all, and the worst beside it.
 *
 * @param seconds how long it was
 * @param p50Micros of the median second, from when a message was due
 * @param p99Micros of the median second
 * @param worstP99Micros of the worst second
 * @param longestMicros the longest that any message waited that was acknowledged in this time
 * @param silentSeconds the longest time in which no device was acknowledged anything
 * @param worstReconnects in one second
 * @param connectFailures attempts of devices that came to nothing
 * @param repeated messages that were sent again
 */
record Phase(
        String name,
        double seconds,
        long offeredPerSecond,
        long acknowledgedPerSecond,
        long p50Micros,
        long p99Micros,
        long worstP99Micros,
        long longestMicros,
        double silentSeconds,
        long reconnects,
        long worstReconnects,
        long connectFailures,
        long repeated) {

    static Phase of(String name, List<DeviceSecond> seconds) {
        double time = seconds.stream().mapToDouble(DeviceSecond::length).sum();
        return new Phase(
                name,
                time,
                perSecond(sum(seconds, DeviceSecond::offered), time),
                perSecond(sum(seconds, DeviceSecond::acknowledged), time),
                median(seconds, DeviceSecond::p50Micros),
                median(seconds, DeviceSecond::p99Micros),
                most(seconds, DeviceSecond::p99Micros),
                most(seconds, DeviceSecond::maxMicros),
                silence(seconds),
                sum(seconds, DeviceSecond::reconnects),
                most(seconds, DeviceSecond::reconnects),
                sum(seconds, DeviceSecond::connectFailures),
                sum(seconds, DeviceSecond::repeated));
    }

    private static long perSecond(long count, double seconds) {
        return seconds == 0 ? 0 : Math.round(count / seconds);
    }

    private static long sum(List<DeviceSecond> seconds, ToLongFunction<DeviceSecond> figure) {
        return seconds.stream().mapToLong(figure).sum();
    }

    private static long most(List<DeviceSecond> seconds, ToLongFunction<DeviceSecond> figure) {
        return seconds.stream().mapToLong(figure).max().orElse(0);
    }

    /** Of the seconds in which anything was acknowledged; of two in the middle the worse. */
    private static long median(List<DeviceSecond> seconds, ToLongFunction<DeviceSecond> figure) {
        List<DeviceSecond> sorted = seconds.stream()
                .filter(second -> second.acknowledged() > 0)
                .sorted(Comparator.comparingLong(figure))
                .toList();
        return sorted.isEmpty() ? 0 : figure.applyAsLong(sorted.get(sorted.size() / 2));
    }

    private static double silence(List<DeviceSecond> seconds) {
        double longest = 0;
        double now = 0;
        for (DeviceSecond second : seconds) {
            now = second.acknowledged() == 0 ? now + second.length() : 0;
            longest = Math.max(longest, now);
        }
        return longest;
    }
}
