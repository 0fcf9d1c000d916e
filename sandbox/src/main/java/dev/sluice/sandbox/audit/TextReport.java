package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.program.Words;
import java.util.List;
import java.util.Map;

/** The report as text that is also Markdown. */
final class TextReport {

    private final StringBuilder text = new StringBuilder();
    private final CampaignReport report;

    private TextReport(CampaignReport report) {
        this.report = report;
    }

    static String of(CampaignReport report) {
        var text = new TextReport(report);
        text.verdict();
        text.figures();
        text.kinds();
        text.controls();
        text.faults();
        text.method();
        text.line("```text");
        text.line(report.line());
        text.line("```");
        return text.text.toString();
    }

    private void verdict() {
        line("# Fault campaign");
        line("");
        line("**" + ReportWords.headline(report) + "**");
        line("");
        report.problems().forEach(problem -> line("- " + problem));
        if (!report.passed()) {
            line("");
        }
        row("", "");
        row("---", "---");
        row("when", ReportWords.when(report));
        row("seed", Long.toString(report.settings().seed()));
        row("again", "`" + String.join(" ", report.settings().command()) + "`");
        row("load", ReportWords.load(report));
        row("machine", ReportWords.machine(report.machine()));
        line("");
    }

    private void figures() {
        line("## Ledgers against Kafka");
        line("");
        row(
                "devices",
                "sent",
                "acknowledged",
                "in Kafka",
                "lost",
                "duplicated",
                "of these sent with DUP",
                "with the first copy's event id",
                "reordered",
                "unexpected");
        row("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
        report.findings().forEach((flavour, findings) -> row(ReportRows.figures(flavour.toString(), findings)));
        row(ReportRows.figures("**QoS 1**", report.ofQos(1)));
        row(ReportRows.figures("**QoS 2**", report.ofQos(2)));
        row(ReportRows.figures("**all**", report.all()));
        line("");
        line(Words.count(report.unanswered(), "message") + " never had an answer.");
        line("");
    }

    private void kinds() {
        line("## Faults by kind");
        line("");
        row(
                "kind",
                "faults",
                "in flight",
                "silent, median",
                "worst",
                "flows again, median",
                "worst",
                "connections",
                "session present",
                "sent with DUP");
        row("---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:");
        for (KindSummary kind : KindSummary.of(report.effects())) {
            row(ReportRows.kind(kind));
        }
        line("");
        for (FaultKind kind : FaultKind.values()) {
            if (report.settings().kinds().contains(kind)) {
                line("- `" + kind.word() + "`: " + kind.sentence() + ".");
            }
        }
        line("");
    }

    private void controls() {
        line("## Controls: losses made on purpose");
        line("");
        row("what was done", "found", "what the audit said");
        row("---", "---", "---");
        report.controls()
                .forEach(control ->
                        row(control.name(), control.found() ? "yes" : "**NO**", "`" + control.result() + "`"));
        line("");
    }

    private void faults() {
        line("## Every fault");
        line("");
        line(Words.count(report.effects().size(), "fault") + "; " + report.inVain()
                + " more struck while nothing was in flight and do not count.");
        report.skipped()
                .forEach((fault, why) ->
                        line("Fault " + fault.number() + " (" + fault.kind().word() + ") was left out: " + why + "."));
        line("");
        row(
                "no",
                "at",
                "kind",
                "lasted",
                "devices",
                "in flight",
                "caught",
                "silent",
                "flows again",
                "for all",
                "connections",
                "session present",
                "DUP",
                "note");
        row("--:", "--:", "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "---");
        for (FaultEffect effect : report.effects()) {
            row(ReportRows.fault(effect));
        }
        line("");
    }

    private void method() {
        line("## What is counted, and what it proves");
        line("");
        ReportWords.METHOD.forEach(sentence -> {
            line(sentence);
            line("");
        });
        for (Map.Entry<Flavour, Findings> entry : report.findings().entrySet()) {
            if (entry.getValue().lost()
                            + entry.getValue().reordered()
                            + entry.getValue().unexpected()
                    > 0) {
                line(entry.getKey() + ":");
                line("");
                entry.getValue().sentences().forEach(sentence -> line("- " + sentence));
                line("");
            }
        }
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", List.of(cells)) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
