package dev.sluice.sandbox.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.sandbox.ledger.Findings;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report for other programs. Times are milliseconds. */
final class JsonReport {

    private JsonReport() {}

    static String of(CampaignReport report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("passed", report.passed());
        all.put("problems", report.problems());
        all.put("line", report.line());
        all.put("began", report.began().toString());
        all.put("millis", report.millis());
        all.put("seed", report.settings().seed());
        all.put("command", String.join(" ", report.settings().command()));
        all.put("machine", report.machine());
        all.put("all", figures(report.all()));
        all.put("qos1", figures(report.ofQos(1)));
        all.put("qos2", figures(report.ofQos(2)));
        Map<String, Object> flavours = new LinkedHashMap<>();
        report.findings().forEach((flavour, findings) -> flavours.put(flavour.word(), figures(findings)));
        all.put("flavours", flavours);
        all.put("unanswered", report.unanswered());
        all.put("controls", report.controls());
        all.put("plan", report.settings().plan());
        all.put("inVain", report.inVain());
        Map<String, String> skipped = new LinkedHashMap<>();
        report.skipped().forEach((fault, why) -> skipped.put(Integer.toString(fault.number()), why));
        all.put("skipped", skipped);
        all.put("faults", report.effects());
        all.put("acknowledgedPerSecond", report.acknowledgedPerSecond());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(all);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> figures(Findings found) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("sent", found.sent());
        figures.put("acknowledged", found.acknowledged());
        figures.put("stored", found.stored());
        figures.put("lost", found.lost());
        figures.put("duplicated", found.duplicated());
        figures.put("sameEventId", found.sameEventId());
        figures.put("marked", found.marked());
        figures.put("reordered", found.reordered());
        figures.put("unexpected", found.unexpected());
        figures.put("undecodable", found.undecodable());
        return figures;
    }
}
