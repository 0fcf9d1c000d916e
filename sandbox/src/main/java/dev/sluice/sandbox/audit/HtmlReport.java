package dev.sluice.sandbox.audit;

import dev.sluice.sandbox.ledger.Findings;
import dev.sluice.sandbox.program.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as one page that needs nothing else: no script, no font, no picture from anywhere. */
final class HtmlReport {

    private static final String TEMPLATE = "report.html";

    private HtmlReport() {}

    static String of(CampaignReport report) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("result", report.passed() ? "good" : "bad");
        values.put("headline", escaped(report.passed() ? "Nothing acknowledged was lost" : "The campaign failed"));
        values.put("problems", list(report.problems()));
        values.put("tiles", tiles(report));
        values.put("timeline", TimelineChart.of(report));
        values.put("legend", legend(report));
        values.put("flavours", flavours(report));
        values.put("kinds", kinds(report));
        values.put("sentences", sentences(report));
        values.put("controls", controls(report));
        values.put("faults", faults(report));
        values.put("skipped", skipped(report));
        values.put(
                "method",
                ReportWords.METHOD.stream()
                        .map(sentence -> "<p>" + escaped(sentence) + "</p>")
                        .collect(Collectors.joining("\n")));
        values.put("when", escaped(ReportWords.when(report)));
        values.put("seed", Long.toString(report.settings().seed()));
        values.put("command", escaped(String.join(" ", report.settings().command())));
        values.put("load", escaped(ReportWords.load(report)));
        values.put("machine", escaped(ReportWords.machine(report.machine())));
        values.put("line", escaped(report.line()));
        String page = template();
        for (var value : values.entrySet()) {
            page = page.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return page;
    }

    private static String tiles(CampaignReport report) {
        Findings all = report.all();
        return tile(Words.count(all.lost()), "lost", all.lost() == 0 ? "good" : "bad")
                + tile(Words.count(all.acknowledged()), "messages acknowledged", "")
                + tile(Words.count(report.effects().size()), "faults, each with messages in flight", "")
                + tile(Words.count(all.reordered()), "out of order", all.reordered() == 0 ? "good" : "bad")
                + tile(Words.count(report.ofQos(1).duplicated()), "duplicates at QoS 1", "")
                + tile(Words.count(report.ofQos(2).duplicated()), "duplicates at QoS 2", "");
    }

    private static String tile(String figure, String words, String kind) {
        return "<div class=\"tile " + kind + "\"><b>" + figure + "</b><span>" + escaped(words) + "</span></div>\n";
    }

    private static String legend(CampaignReport report) {
        return "Acknowledgements per second, and below them each fault from its strike to its repair. "
                + escaped(ReportWords.when(report)) + ".";
    }

    private static String flavours(CampaignReport report) {
        var rows = new StringBuilder();
        report.findings()
                .forEach((flavour, findings) -> rows.append(row("", ReportRows.figures(flavour.toString(), findings))));
        rows.append(row("sum", ReportRows.figures("all", report.all())));
        return rows.toString();
    }

    private static String kinds(CampaignReport report) {
        return KindSummary.of(report.effects()).stream()
                .map(kind -> row(kind.kind().target().name().toLowerCase(Locale.ROOT), ReportRows.kind(kind)))
                .collect(Collectors.joining());
    }

    private static String sentences(CampaignReport report) {
        return KindSummary.of(report.effects()).stream()
                .map(kind -> "<dt>" + kind.kind().word() + "</dt><dd>"
                        + escaped(kind.kind().sentence()) + ".</dd>\n")
                .collect(Collectors.joining());
    }

    private static String controls(CampaignReport report) {
        return report.controls().stream()
                .map(control -> row(
                        control.found() ? "" : "bad",
                        control.name(),
                        control.found() ? "found" : "NOT FOUND",
                        control.result()))
                .collect(Collectors.joining());
    }

    private static String faults(CampaignReport report) {
        return report.effects().stream()
                .map(effect -> row(
                        (effect.recovered() ? "" : "bad ")
                                + effect.fault().kind().target().name().toLowerCase(Locale.ROOT),
                        ReportRows.fault(effect)))
                .collect(Collectors.joining());
    }

    private static String skipped(CampaignReport report) {
        String inVain = "<p>" + report.inVain() + " more struck while nothing was in flight; they do not count.</p>";
        return inVain
                + report.skipped().entrySet().stream()
                        .map(entry -> "<p>Fault " + entry.getKey().number() + " ("
                                + entry.getKey().kind().word() + ") was left out: " + escaped(entry.getValue())
                                + ".</p>")
                        .collect(Collectors.joining());
    }

    private static String list(List<String> sentences) {
        return sentences.stream()
                .map(sentence -> "<li>" + escaped(sentence) + "</li>")
                .collect(Collectors.joining());
    }

    private static String row(String kind, String... cells) {
        var row = new StringBuilder("<tr class=\"" + kind + "\">");
        for (String cell : cells) {
            row.append("<td>").append(escaped(cell)).append("</td>");
        }
        return row.append("</tr>\n").toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String template() {
        try (var page = HtmlReport.class.getResourceAsStream(TEMPLATE)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
