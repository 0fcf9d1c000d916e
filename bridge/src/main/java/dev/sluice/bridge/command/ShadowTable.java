package dev.sluice.bridge.command;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A trial's report as a person reads it. */
final class ShadowTable {

    private static final int MOST_PAIRS = 20;
    private static final int LEAST_WIDTH = 12;

    private final JsonObject report;

    ShadowTable(JsonObject report) {
        this.report = report;
    }

    void print(PrintWriter out) {
        out.println("Candidate on " + report.getString("sample") + " of all messages, beside the rules in force ("
                + plain(report.getString("rules-in-force")) + ")");
        out.println();
        out.println("  sampled " + report.getLong("sampled") + "   equal " + report.getLong("equal") + "   different "
                + report.getLong("different") + "   failed " + report.getLong("failed") + "   skipped "
                + report.getLong("skipped"));
        if (report.getLong("equal") + report.getLong("different") + report.getLong("failed") == 0) {
            out.println();
            out.println("No message was tried, so this shows nothing. Try longer, or a larger --sample.");
            return;
        }
        pairs(out, objects(report.getJsonArray("rules")));
        if (report.getLong("different") > 0) {
            differences(out);
        }
    }

    private static void pairs(PrintWriter out, List<JsonObject> pairs) {
        int now = width(pairs, "rule");
        int then = width(pairs, "candidate");
        out.println();
        out.printf("  %-" + now + "s  %-" + then + "s  %10s  %10s%n", "rule", "candidate", "equal", "different");
        pairs.stream()
                .limit(MOST_PAIRS)
                .forEach(pair -> out.printf(
                        "  %-" + now + "s  %-" + then + "s  %10d  %10d%n",
                        plain(pair.getString("rule")),
                        plain(pair.getString("candidate")),
                        pair.getLong("equal"),
                        pair.getLong("different")));
        if (pairs.size() > MOST_PAIRS) {
            out.println("  … and " + (pairs.size() - MOST_PAIRS) + " more pairs (GET /shadow)");
        }
    }

    private void differences(PrintWriter out) {
        out.println();
        out.println("Different in: "
                + report.getJsonObject("different-in").stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        out.println();
        out.println("The last differences:");
        for (var example : objects(report.getJsonArray("examples"))) {
            out.println("  " + example.getString("at") + "  " + plain(example.getString("topic")));
            out.println("      " + plain(example.getString("difference")));
        }
    }

    private static int width(List<JsonObject> pairs, String key) {
        return pairs.stream().mapToInt(pair -> pair.getString(key).length()).reduce(LEAST_WIDTH, Math::max);
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }

    /** Devices choose their topics, and a terminal obeys control characters. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}|[\\u0080-\\u009f]", "?");
    }
}
