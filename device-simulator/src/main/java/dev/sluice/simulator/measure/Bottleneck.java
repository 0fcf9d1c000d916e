package dev.sluice.simulator.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/**
 * Whether it was the generator that could not do more, and how that shows.
 *
 * <p>A late message alone proves nothing: a device with a full window waits for the broker. So lateness counts against the generator only
 * where acknowledgements were quick and nobody was disconnected.
 */
final class Bottleneck {

    private static final double NEARLY_ALL = 0.9;
    /** A process that is just starting is busy; a share of the seconds must be. */
    private static final double TOO_OFTEN = 0.2;

    private static final long LATE_MICROS = 20_000;
    private static final long QUICK_MICROS = 10_000;
    private static final double ACHIEVED = 0.98;

    private Bottleneck() {}

    static List<String> warnings(List<Second> series, Totals totals, Latencies latencies) {
        List<String> warnings = new ArrayList<>();
        double busy = busy(series, Generator::cpu);
        double busyThread = busy(series, Generator::busiest);
        if (busy > TOO_OFTEN) {
            warnings.add("The generator itself was at its limit: more than 90 % of " + totals.cores() + " cores in "
                    + percent(busy) + " of the seconds. What it measured includes its own delays.");
        } else if (busyThread > TOO_OFTEN) {
            warnings.add("A thread of the generator was at its limit: more than 90 % of a core in "
                    + percent(busyThread) + " of the seconds. More --threads may help.");
        }
        long loopLag = p99(latencies.loopLag());
        if (loopLag > LATE_MICROS) {
            warnings.add("The generator's threads ran late: 1 % of their tasks by " + millis(loopLag)
                    + " or more. Other processes, or pauses of its own, took the CPU.");
        }
        boolean quick = latencies.sinceSent().getTotalCount() > 0 && p99(latencies.sinceSent()) < QUICK_MICROS;
        boolean undisturbed = totals.disconnects() + totals.connectFailures() == 0;
        long sendLag = p99(latencies.sendLag());
        if (quick && undisturbed && sendLag > LATE_MICROS) {
            warnings.add("1 % of the messages left " + millis(sendLag)
                    + " or more after they were due, although acknowledgements were quick.");
        }
        if (quick && undisturbed && totals.sent() < totals.offered() * ACHIEVED) {
            warnings.add("Only " + percent((double) totals.sent() / totals.offered())
                    + " of the messages that were due were sent, although acknowledgements were quick.");
        }
        return warnings;
    }

    /** Share of the seconds in which nearly all was used. */
    private static double busy(List<Second> series, ToDoubleFunction<Generator> used) {
        long busy = series.stream()
                .filter(second -> used.applyAsDouble(second.generator()) > NEARLY_ALL)
                .count();
        return series.isEmpty() ? 0 : (double) busy / series.size();
    }

    private static long p99(Histogram micros) {
        return micros.getValueAtPercentile(99);
    }

    private static String millis(long micros) {
        return Math.round(micros / 1e3) + " ms";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
