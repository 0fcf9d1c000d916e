package dev.sluice.simulator.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What all meters have counted so far. */
record Sums(
        long offered,
        long sent,
        long unanswerable,
        long acknowledged,
        long refused,
        long repeated,
        long gaveUp,
        long connects,
        long reconnects,
        long connectFailures,
        long disconnects,
        long cutOff,
        long dueWarming,
        long takenWarming,
        Map<String, Long> errors,
        Map<String, Long> faults) {

    static Sums of(List<Meter> meters) {
        Sums sums = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new HashMap<>(), new HashMap<>());
        for (Meter meter : meters) {
            sums = sums.plus(meter);
        }
        return sums;
    }

    private Sums plus(Meter meter) {
        meter.errors((reason, count) -> errors.merge(reason, count, Long::sum));
        meter.faults((kind, count) -> faults.merge(kind, count, Long::sum));
        long itsSent = meter.sent.get();
        return new Sums(
                offered + Math.max(meter.due.get(), itsSent),
                sent + itsSent,
                unanswerable + meter.unanswerable.get(),
                acknowledged + meter.acknowledged.get(),
                refused + meter.refused.get(),
                repeated + meter.repeated.get(),
                gaveUp + meter.gaveUp.get(),
                connects + meter.connects.get(),
                reconnects + meter.reconnects.get(),
                connectFailures + meter.connectFailures.get(),
                disconnects + meter.disconnects.get(),
                cutOff + meter.cutOff.get(),
                dueWarming + meter.dueWarming.get(),
                takenWarming + meter.takenWarming.get(),
                errors,
                faults);
    }

    long connected() {
        return Math.max(0, connects + reconnects - disconnects);
    }

    Sums since(Sums before) {
        return new Sums(
                offered - before.offered,
                sent - before.sent,
                unanswerable - before.unanswerable,
                acknowledged - before.acknowledged,
                refused - before.refused,
                repeated - before.repeated,
                gaveUp - before.gaveUp,
                connects - before.connects,
                reconnects - before.reconnects,
                connectFailures - before.connectFailures,
                disconnects - before.disconnects,
                cutOff - before.cutOff,
                dueWarming - before.dueWarming,
                takenWarming - before.takenWarming,
                since(errors, before.errors),
                since(faults, before.faults));
    }

    private static Map<String, Long> since(Map<String, Long> now, Map<String, Long> before) {
        Map<String, Long> more = new HashMap<>();
        now.forEach((word, count) -> {
            long added = count - before.getOrDefault(word, 0L);
            if (added > 0) {
                more.put(word, added);
            }
        });
        return more;
    }
}
