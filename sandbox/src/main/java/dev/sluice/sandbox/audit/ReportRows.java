package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.program.Words;

/** The rows of a report's tables, cell by cell, in whatever form they are shown. */
final class ReportRows {

    private ReportRows() {}

    /** Device, sent, acknowledged, in Kafka, lost, duplicated, with DUP, with the same event id, reordered, unexpected. */
    static String[] figures(String name, Findings found) {
        return new String[] {
            name,
            Words.count(found.sent()),
            Words.count(found.acknowledged()),
            Words.count(found.stored()),
            Words.count(found.lost()),
            Words.count(found.duplicated()),
            Words.count(found.marked()),
            Words.count(found.sameEventId()),
            Words.count(found.reordered()),
            Words.count(found.unexpected())
        };
    }

    /** Kind, faults, in flight, silent (median, worst), flows again (median, worst), connections, session present, with DUP. */
    static String[] kind(KindSummary kind) {
        return new String[] {
            kind.kind().word(),
            Words.count(kind.faults()),
            Words.count(kind.inFlight()),
            ReportWords.seconds(kind.silentMedian()),
            ReportWords.seconds(kind.silentWorst()),
            ReportWords.seconds(kind.flowedMedian()),
            ReportWords.seconds(kind.flowedWorst()),
            Words.count(kind.connections()),
            Words.count(kind.sessionsFound()),
            Words.count(kind.repeats())
        };
    }

    /** Number, when, kind, how long, devices, in flight, caught, silent, flows again (first, all), connections, session present, with DUP, note. */
    static String[] fault(FaultEffect effect) {
        return new String[] {
            Integer.toString(effect.fault().number()),
            ReportWords.clock(effect.atMillis()),
            effect.fault().kind().word(),
            ReportWords.seconds(effect.lastedMillis()),
            Integer.toString(effect.struck()),
            ReportWords.inFlight(effect),
            Words.count(effect.caught()),
            ReportWords.seconds(effect.silentMillis()),
            ReportWords.seconds(effect.flowedMillis()),
            ReportWords.seconds(effect.allFlowedMillis()),
            Words.count(effect.connections()),
            Words.count(effect.sessionsFound()),
            Words.count(effect.repeats()),
            effect.note()
        };
    }
}
