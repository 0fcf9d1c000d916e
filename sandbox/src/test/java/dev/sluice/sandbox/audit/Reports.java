package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A small campaign that never happened. */
final class Reports {

    private Reports() {}

    static CampaignReport good() {
        return report(findings(0, 0), List.of(new Control("one taken away", true, "audit: lost=1")), true);
    }

    static CampaignReport withLosses(long lost) {
        return report(findings(lost, 0), List.of(new Control("one taken away", true, "audit: lost=1")), true);
    }

    static CampaignReport withADisorder() {
        return report(findings(0, 1), List.of(new Control("one taken away", true, "audit: lost=1")), true);
    }

    static CampaignReport whoseControlWasNotFound() {
        return report(findings(0, 0), List.of(new Control("one <taken> away", false, "audit: lost=0")), true);
    }

    /** QoS 2 has duplicates in all of these, as it may when the bridge was killed. */
    static CampaignReport withoutTheKill() {
        var good = good();
        return new CampaignReport(
                good.settings(),
                good.machine(),
                good.began(),
                good.millis(),
                good.effects().subList(1, 2),
                0,
                Map.of(),
                good.acknowledgedPerSecond(),
                good.findings(),
                0,
                good.controls());
    }

    static CampaignReport thatNeverRecovered() {
        return report(findings(0, 0), List.of(new Control("one taken away", true, "audit: lost=1")), false);
    }

    private static Map<Flavour, Findings> findings(long lost, long reordered) {
        Map<Flavour, Findings> findings = new EnumMap<>(Flavour.class);
        findings.put(Flavour.Q1_V5, new Findings(600, 600, 600, lost, 5, 3, 4, reordered, 0, 0, List.of("said so")));
        findings.put(Flavour.Q2_V3, new Findings(500, 500, 500, 0, 2, 0, 1, 0, 0, 0, List.of()));
        return findings;
    }

    private static CampaignReport report(Map<Flavour, Findings> findings, List<Control> controls, boolean recovered) {
        var contract = new Contract(Contract.Ack.KAFKA, false);
        var settings = new AuditSettings(4, 2, 1_000, 1_000, 100, false, contract, FaultKind.usual(false, contract));
        var kill = new PlannedFault(1, FaultKind.BRIDGE_KILL, 500, 1_000, 100, 0);
        var slow = new PlannedFault(2, FaultKind.SLOW_LINKS, 500, 1_000, 30, 0);
        var machine = new Machine("a processor", 2, "24 GiB", "Linux", "Java 17", "4.3.1", "commit 1234567");
        return new CampaignReport(
                settings,
                machine,
                Instant.parse("2026-11-22T05:00:00Z"),
                61_000,
                List.of(
                        new FaultEffect(
                                kill, 5_000, 100, 42, 42, 0, 1_100, 2_400, 1_300, 4_000, 100, 60, 300, true, ""),
                        new FaultEffect(
                                slow,
                                20_000,
                                30,
                                17,
                                16,
                                0,
                                1_000,
                                2_000,
                                100,
                                200,
                                30,
                                30,
                                30,
                                recovered,
                                "a <note>")),
                1,
                Map.of(),
                List.of(900L, 1_100L, 0L, 4_000L),
                findings,
                0,
                controls);
    }
}
