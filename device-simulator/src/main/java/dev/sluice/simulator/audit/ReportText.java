package dev.sluice.simulator.audit;

import dev.sluice.simulator.ledger.SeqRanges;
import dev.sluice.simulator.progress.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** An audit's report in words, worst first. */
public final class ReportText {

    private static final int DEVICES_SHOWN = 5;
    private static final int SEQS_LENGTH = 60;

    private ReportText() {}

    /** Lines for people; the closing line of figures is {@link AuditReport#line}. */
    public static List<String> of(AuditReport report) {
        List<String> lines = new ArrayList<>();
        if (report.lost() > 0) {
            lines.add("LOST: acknowledged, and not in Kafka: " + Figures.plural(report.lost(), "message") + ".");
            lines.addAll(worst(report, DeviceFindings::lost, DeviceFindings::lostSeqs));
        }
        if (report.undecodable() > 0) {
            lines.add("UNDECODABLE: not what devices send: " + Figures.plural(report.undecodable(), "record") + ".");
            report.undecodables().forEach(line -> lines.add("  " + line));
        }
        if (report.duplicated() > 0) {
            lines.add("duplicated: further copies: " + Figures.count(report.duplicated())
                    + "; of these with the first copy's event id: " + Figures.count(report.sameEventId())
                    + ", marked mqtt.dup: " + Figures.count(report.marked()) + ".");
            lines.addAll(worst(report, DeviceFindings::duplicated, DeviceFindings::duplicateSeqs));
        }
        if (report.reordered() > 0) {
            lines.add("reordered: behind a later message of their device: "
                    + Figures.plural(report.reordered(), "message") + ".");
            lines.addAll(worst(report, DeviceFindings::reordered, DeviceFindings::latecomerSeqs));
        }
        if (report.unexpected() > 0) {
            lines.add("unexpected: in Kafka, and never sent according to this ledger: "
                    + Figures.plural(report.unexpected(), "reading") + ".");
            report.strangers().forEach(line -> lines.add("  " + line));
        }
        if (report.spread() > 0) {
            lines.add("note: in more than one partition, and judged within each: "
                    + Figures.plural(report.spread(), "device") + ".");
        }
        lines.add(verdict(report));
        return lines;
    }

    /**
     * What can be said when Kafka could not be read to its end: what is there, but not what is missing.
     *
     * @param records that were read
     */
    public static String unfinished(AuditReport report, long records) {
        return "Until then " + Figures.plural(records, "record") + " had been read: "
                + Figures.count(report.acknowledged() - report.lost()) + " of "
                + Figures.plural(report.acknowledged(), "acknowledged message") + " are there, "
                + Figures.count(report.duplicated()) + " further copies, " + Figures.count(report.reordered())
                + " out of order, " + Figures.count(report.unexpected()) + " unexpected, "
                + Figures.count(report.undecodable()) + " undecodable. Whether the rest is missing is not known.";
    }

    private static String verdict(AuditReport report) {
        if (report.qos() == 0) {
            return "At QoS 0 nothing can be acknowledged, so there is no promise to audit: "
                    + Figures.count(report.stored()) + " of " + Figures.count(report.sent())
                    + " messages are in Kafka.";
        }
        if (report.acknowledged() == 0) {
            return "NOTHING WAS ACKNOWLEDGED: " + Figures.count(report.sent())
                    + " messages were sent and no device was ever told that one is safe.";
        }
        if (report.lost() > 0) {
            return "The promise was broken.";
        }
        if (report.undecodable() > 0) {
            return "Every acknowledged message is in Kafka, but not everything in Kafka can be read.";
        }
        return "Every acknowledged message is in Kafka, "
                + (report.duplicated() == 0 ? "none twice, " : "some more than once, ")
                + (report.reordered() == 0 ? "none out of order." : "some out of order.");
    }

    private static List<String> worst(
            AuditReport report, ToLongFunction<DeviceFindings> number, Function<DeviceFindings, SeqRanges> seqs) {
        List<DeviceFindings> concerned = report.offenders().stream()
                .filter(device -> number.applyAsLong(device) > 0)
                .toList();
        List<String> lines = new ArrayList<>();
        concerned.stream()
                .limit(DEVICES_SHOWN)
                .forEach(device -> lines.add("  " + device.device() + ": " + Figures.count(number.applyAsLong(device))
                        + " (messages " + shortened(seqs.apply(device).toString()) + ")"));
        if (concerned.size() > DEVICES_SHOWN) {
            lines.add("  and " + Figures.plural(concerned.size() - DEVICES_SHOWN, "more device"));
        }
        return lines;
    }

    private static String shortened(String text) {
        return text.length() <= SEQS_LENGTH ? text : text.substring(0, SEQS_LENGTH) + "…";
    }
}
