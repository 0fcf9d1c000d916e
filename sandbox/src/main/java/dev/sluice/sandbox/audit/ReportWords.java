package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.program.Words;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The sentences that a report is made of, in whatever form it is shown. */
final class ReportWords {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static final List<String> METHOD = List.of(
            "A fault counts only if something unacknowledged was in flight. That is not asked of the bridge: a proxy stands between "
                    + "devices and bridge and counts PUBLISH packets of QoS 1 and 2 that it passed on, less PUBACK and PUBREC that came "
                    + "back, each by its connection and packet id; the count is taken in the milliseconds before the strike (of a freeze: when it "
                    + "is complete), and looked at again 50 ms after it: caught is what then still had no answer, and must not be zero. "
                    + "A clean stop is different, since it answers what is on its way if it can. What struck in vain is tried again.",
            "Silent is the longest time in which no device at all was acknowledged anything; where only some connections were struck, the "
                    + "longest that one of those devices waited. Flows again is the time from the repair (a bridge that is launched, a Kafka "
                    + "that is ready, a link that is mended) to the next acknowledgement of a struck device; devices come back on their own, with "
                    + "a backoff of up to five seconds.",
            "Acknowledged means that the device had PUBACK (QoS 1) or PUBREC (QoS 2): its own ledger says so. Lost: in such a ledger, and not "
                    + "in Kafka. Duplicated: further copies of one message (device and sequence number). Reordered: a message whose first copy "
                    + "stands behind the first copy of a later message of the same device, in the same partition. Unexpected: in Kafka, and in "
                    + "nobody's ledger.",
            "One Kafka node and one machine prove that crashes of processes lose nothing that was acknowledged. They prove nothing about "
                    + "power loss, broken disks or more than one Kafka machine: what the operating system had not written yet survives a kill of "
                    + "Kafka, and would not survive a power cut. Three replicas with min.insync.replicas=2 are for that.");

    private ReportWords() {}

    static String headline(CampaignReport report) {
        Findings all = report.all();
        return report.passed()
                ? "Nothing acknowledged was lost: " + Words.count(all.acknowledged(), "acknowledged message") + ", "
                        + Words.count(report.effects().size(), "fault") + ", 0 lost."
                : "FAILED: " + Words.count(all.acknowledged(), "acknowledged message") + ", "
                        + Words.count(report.effects().size(), "fault") + ", " + Words.count(all.lost()) + " lost.";
    }

    static String when(CampaignReport report) {
        return MINUTE.format(report.began()) + ", " + minutes(report.millis());
    }

    static String minutes(long millis) {
        long seconds = Math.round(millis / 1e3);
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, millis < 9_950 ? "%.1f s" : "%.0f s", millis / 1e3);
    }

    static String clock(long millis) {
        long seconds = millis / 1000;
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    static String load(CampaignReport report) {
        AuditSettings settings = report.settings();
        return Words.count(settings.devices(), "device")
                + " (QoS 1 and 2, MQTT 3.1.1 and 5 in equal parts, persistent sessions), "
                + Words.count(settings.rate()) + " messages/s offered; ack: "
                + settings.contract().ack()
                + (settings.contract().exactlyOnce() ? ", exactly-once: true" : "");
    }

    static String inFlight(FaultEffect effect) {
        return Words.count(effect.inFlight())
                + (effect.spooled() > 0 ? " + " + Words.count(effect.spooled()) + " in the journal" : "");
    }

    static String machine(Machine machine) {
        return machine.cores() + " cores (" + machine.processor() + "), " + machine.memory() + ", " + machine.system()
                + "; " + machine.java() + "; Kafka " + machine.kafka() + "; Sluice " + machine.sluice();
    }
}
