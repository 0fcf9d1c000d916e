package dev.sluice.simulator.measure;

import org.HdrHistogram.Histogram;

/** The latencies of a whole run, in microseconds; words as in {@link Second} and {@link Generator}. Nobody changes them. */
public record Latencies(
        Histogram sinceDue,
        Histogram sinceSent,
        Histogram endToEnd,
        Histogram connecting,
        Histogram sendLag,
        Histogram loopLag) {

    static Latencies none() {
        return new Latencies(
                LatencyCounts.empty(),
                LatencyCounts.empty(),
                LatencyCounts.empty(),
                LatencyCounts.empty(),
                LatencyCounts.empty(),
                LatencyCounts.empty());
    }

    Latencies copy() {
        return new Latencies(
                sinceDue.copy(), sinceSent.copy(), endToEnd.copy(), connecting.copy(), sendLag.copy(), loopLag.copy());
    }
}
