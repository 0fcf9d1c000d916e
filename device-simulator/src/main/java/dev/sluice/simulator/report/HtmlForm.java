package dev.sluice.simulator.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.simulator.progress.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as one page that needs nothing else: no font, no picture, no script from anywhere. */
final class HtmlForm {

    private static final String TEMPLATE = "report.html";

    private HtmlForm() {}

    static String of(RunReport report) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Html.escaped(report.title()));
        parts.put("when", Html.escaped(RunWords.when(report)));
        parts.put("against", Html.escaped(report.setup().broker()));
        parts.put("badge", badge(report));
        parts.put("summary", Html.escaped(String.join(" ", RunWords.summary(report))));
        parts.put("warnings", warnings(report));
        parts.put("tiles", HtmlTiles.of(report));
        parts.put("verdicts", verdicts(report));
        parts.put("search", SearchCharts.of(report));
        parts.put("tables", tables(report));
        parts.put("charts", HtmlCharts.of(report));
        parts.put("latencies", latencies(report));
        parts.put("errors", errors(report));
        parts.put("setup", setup(report));
        parts.put("machine", machine(report));
        parts.put("command", Html.escaped(report.setup().command()));
        // One pass over the template: a part that holds braces of its own stays as it is.
        StringBuilder page = new StringBuilder();
        String template = template();
        int at = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", at)) {
            int close = template.indexOf("}}", open);
            page.append(template, at, open).append(parts.get(template.substring(open + 2, close)));
            at = close + 2;
        }
        return page.append(template.substring(at)).toString();
    }

    private static String badge(RunReport report) {
        if (report.verdicts().isEmpty()) {
            return report.interrupted() ? "<span class=\"badge\">told to stop</span>" : "";
        }
        long missed = report.verdicts().stream().filter(v -> !v.held()).count();
        return missed == 0
                ? "<span class=\"badge good\">objectives met</span>"
                : "<span class=\"badge bad\">" + missed + " of "
                        + report.verdicts().size() + " objectives missed</span>";
    }

    private static String warnings(RunReport report) {
        if (report.warnings().isEmpty()) {
            return "";
        }
        return report.warnings().stream()
                .map(warning -> "<li>" + Html.escaped(warning) + "</li>")
                .collect(Collectors.joining(
                        "\n",
                        "<section class=\"warning\"><h2>Read these figures with care</h2><ul>\n",
                        "</ul></section>\n"));
    }

    private static String verdicts(RunReport report) {
        if (report.verdicts().isEmpty()) {
            return "";
        }
        return report.verdicts().stream()
                .map(v -> "<li class=\"" + (v.held() ? "good" : "bad") + "\"><b>" + (v.held() ? "✓ " : "✗ ")
                        + Html.escaped(v.objective()) + "</b> <span>" + Html.escaped(v.found()) + "</span></li>\n")
                .collect(Collectors.joining(
                        "", "<section><h2>Objectives</h2><ul class=\"verdicts\">\n", "</ul></section>\n"));
    }

    private static String tables(RunReport report) {
        StringBuilder tables = new StringBuilder();
        for (ReportTable table : report.tables()) {
            tables.append("<section><h2>").append(Html.escaped(table.title())).append("</h2>\n");
            tables.append("<table><thead>").append(head(table.head())).append("</thead><tbody>\n");
            for (int i = 0; i < table.rows().size(); i++) {
                tables.append(Html.row(
                        table.marked().contains(i) ? "missed" : "", table.rows().get(i)));
            }
            tables.append("</tbody></table>\n");
            if (!table.note().isEmpty()) {
                tables.append("<p class=\"note\">")
                        .append(Html.escaped(table.note()))
                        .append("</p>\n");
            }
            tables.append("</section>\n");
        }
        return tables.toString();
    }

    private static String head(List<String> names) {
        return names.stream()
                .map(name -> "<th>" + Html.escaped(name) + "</th>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String latencies(RunReport report) {
        List<List<String>> rows = LatencyRows.of(report);
        if (rows.isEmpty()) {
            return "";
        }
        return rows.stream()
                .map(row -> Html.row("", row))
                .collect(Collectors.joining(
                        "", "<table><thead>" + head(LatencyRows.HEAD) + "</thead><tbody>\n", "</tbody></table>\n"));
    }

    private static String errors(RunReport report) {
        Map<String, Long> errors = report.totals().errors();
        Map<String, Long> faults = report.totals().faults();
        if (errors.isEmpty() && faults.isEmpty()) {
            return "<p class=\"note\">No attempt to connect failed, no connection was lost, no message was refused.</p>\n";
        }
        String none = "<p class=\"note\">Nothing failed that was not made to fail.</p>\n";
        return (errors.isEmpty() ? none : counts("error", "Errors by reason", errors))
                + counts("fault", "Faults that devices made on purpose", faults);
    }

    private static String counts(String css, String head, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return "";
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> Html.row(css, List.of(entry.getKey(), Figures.count(entry.getValue()))))
                .collect(Collectors.joining(
                        "",
                        "<table class=\"counts\"><thead><tr><th>" + head + "</th><th>count</th></tr></thead><tbody>\n",
                        "</tbody></table>\n"));
    }

    private static String setup(RunReport report) {
        Setup setup = report.setup();
        StringBuilder terms = new StringBuilder();
        terms.append(Html.term("scenario", setup.scenario()))
                .append(Html.term("broker", setup.broker()))
                .append(Html.term("client", setup.client()))
                .append(Html.term("seed", Long.toString(setup.seed())));
        setup.details().forEach((name, text) -> terms.append(Html.term(name, text)));
        return terms.toString();
    }

    private static String machine(RunReport report) {
        Machine machine = report.machine();
        StringBuilder terms = new StringBuilder();
        terms.append(Html.term(
                        "machine",
                        Figures.plural(machine.cores(), "core") + ", " + machine.cpu() + ", "
                                + RunWords.bytes(machine.memoryBytes()) + ", " + machine.os()))
                .append(Html.term("java", machine.java()))
                .append(Html.term("peak heap", RunWords.bytes(report.totals().peakHeapBytes())));
        report.cpuSeconds()
                .forEach((program, seconds) -> terms.append(Html.term(
                        "CPU of " + program,
                        Figures.seconds(seconds) + ", " + RunWords.cpuPerMessage(report, seconds) + " a message")));
        return terms.toString();
    }

    private static String template() {
        try (var page = HtmlForm.class.getResourceAsStream(TEMPLATE)) {
            return new String(page.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
