package dev.sluice.simulator.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.simulator.fleet.FleetCounts;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.publish.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a run of publishing came to, for people and for other programs. */
record Summary(LinkSettings link, String client, RunResult result) {

    String text() {
        FleetCounts counts = result.counts();
        StringBuilder text = new StringBuilder();
        text.append(Figures.plural(counts.devices(), "device"))
                .append(", QoS ")
                .append(link.qos())
                .append(", MQTT ")
                .append(link.version())
                .append(", ")
                .append(client)
                .append(" client, ")
                .append(link.address())
                .append(result.interrupted() ? "; told to stop" : "")
                .append(System.lineSeparator());
        text.append("sent ").append(Figures.count(counts.sent()));
        if (link.qos() > 0) {
            text.append(", acknowledged ").append(Figures.count(counts.acknowledged()));
            if (counts.refused() > 0) {
                text.append(", refused ").append(Figures.count(counts.refused()));
            }
            if (counts.outstanding() > 0) {
                text.append(", unanswered ").append(Figures.count(counts.outstanding()));
            }
        } else {
            text.append(" (QoS 0 is never acknowledged)");
        }
        text.append("; ")
                .append(Figures.seconds(result.seconds()))
                .append(", ")
                .append(Figures.count(Math.round(result.rate())))
                .append("/s");
        if (result.latencyMicros().getTotalCount() > 0) {
            text.append(System.lineSeparator())
                    .append("acknowledged after ")
                    .append(warmUp() > 0 ? "(without the first " + Figures.seconds(warmUp()) + ") p50 " : "p50 ")
                    .append(latency(50))
                    .append(", p99 ")
                    .append(latency(99))
                    .append(", p99.9 ")
                    .append(latency(99.9))
                    .append(", max ")
                    .append(latency(100));
        }
        text.append(System.lineSeparator())
                .append("reconnects ")
                .append(Figures.count(counts.reconnects()))
                .append(", repeated ")
                .append(Figures.count(counts.repeated()))
                .append(", CPU ")
                .append(Figures.seconds(result.cpuSeconds()));
        if (result.completed() > 0) {
            text.append(String.format(" (%.2f µs a message)", result.cpuSeconds() * 1e6 / result.completed()));
        }
        counts.trouble()
                .ifPresent(trouble -> text.append(System.lineSeparator())
                        .append("last trouble: ")
                        .append(trouble));
        if (result.completed() == 0) {
            text.append(System.lineSeparator())
                    .append(link.qos() == 0 ? "NOTHING WAS SENT." : "NOTHING WAS ACKNOWLEDGED.");
        }
        return text.toString();
    }

    private double warmUp() {
        return result.measured().warmUpSeconds();
    }

    private String latency(double percentile) {
        return Figures.micros(result.latencyMicros().getValueAtPercentile(percentile));
    }

    void writeJson(Path file) throws IOException {
        FleetCounts counts = result.counts();
        Histogram micros = result.latencyMicros();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("client", client);
        fields.put("qos", link.qos());
        fields.put("devices", counts.devices());
        fields.put("sent", counts.sent());
        fields.put("acknowledged", counts.acknowledged());
        fields.put("refused", counts.refused());
        fields.put("unanswered", link.qos() == 0 ? 0 : counts.outstanding());
        fields.put("seconds", result.seconds());
        fields.put("rate", result.rate());
        fields.put("p50Micros", micros.getValueAtPercentile(50));
        fields.put("p99Micros", micros.getValueAtPercentile(99));
        fields.put("p999Micros", micros.getValueAtPercentile(99.9));
        fields.put("maxMicros", micros.getMaxValue());
        fields.put("cpuSeconds", result.cpuSeconds());
        fields.put("reconnects", counts.reconnects());
        fields.put("repeated", counts.repeated());
        fields.put("interrupted", result.interrupted());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), fields);
    }
}
