package dev.sluice.simulator.audit;

import dev.sluice.simulator.ledger.SeqRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            lines.add("LOST: " + count(report.lost()) + " acknowledged messages are not in Kafka.");
            lines.addAll(worst(report, DeviceFindings::lost, DeviceFindings::lostSeqs));
        }
        if (report.undecodable() > 0) {
            lines.add("UNDECODABLE: " + count(report.undecodable()) + " records are not what devices sent.");
            report.undecodables().forEach(line -> lines.add("  " + line));
        }
        if (report.duplicated() > 0) {
            lines.add("duplicated: " + count(report.duplicated()) + " further copies; " + count(report.sameEventId())
                    + " share their event id with the first copy, " + count(report.marked())
                    + " were marked mqtt.dup.");
            lines.addAll(worst(report, DeviceFindings::duplicated, DeviceFindings::duplicateSeqs));
        }
        if (report.reordered() > 0) {
            lines.add(
                    "reordered: " + count(report.reordered()) + " messages stand behind a later one of their device.");
            lines.addAll(worst(report, DeviceFindings::reordered, DeviceFindings::latecomerSeqs));
        }
        if (report.unexpected() > 0) {
            lines.add("unexpected: " + count(report.unexpected()) + " readings in Kafka are in no device's ledger.");
            report.strangers().forEach(line -> lines.add("  " + line));
        }
        if (report.spread() > 0) {
            lines.add("note: " + count(report.spread())
                    + " devices are in more than one partition; order was judged within each.");
        }
        lines.add(verdict(report));
        return lines;
    }

    private static String verdict(AuditReport report) {
        if (report.qos() == 0) {
            return "At QoS 0 nothing can be acknowledged, so there is no promise to audit: " + count(report.stored())
                    + " of " + count(report.sent()) + " messages are in Kafka.";
        }
        if (report.acknowledged() == 0) {
            return "NOTHING WAS ACKNOWLEDGED: " + count(report.sent())
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
                .forEach(device -> lines.add("  " + device.device() + ": " + count(number.applyAsLong(device))
                        + " (messages " + shortened(seqs.apply(device).toString()) + ")"));
        if (concerned.size() > DEVICES_SHOWN) {
            lines.add("  and " + count(concerned.size() - DEVICES_SHOWN) + " more devices");
        }
        return lines;
    }

    private static String shortened(String text) {
        return text.length() <= SEQS_LENGTH ? text : text.substring(0, SEQS_LENGTH) + "…";
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
