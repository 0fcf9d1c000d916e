package dev.sluice.simulator.report;

import dev.sluice.simulator.measure.SimulatedRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports to look at. */
public final class Reports {

    private Reports() {}

    public static RunReport full() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("devices", "500, MQTT 5, persistent sessions");
        details.put("messages", "QoS 1, 200 bytes of JSON, Poisson arrivals, 2,000 a second");
        Setup setup = new Setup(
                "smart-meters",
                "tcp://127.0.0.1:1883",
                "lean",
                7,
                ShownCommand.of(List.of(
                        "sluice",
                        "simulate",
                        "run",
                        "smart-meters",
                        "--broker",
                        "tcp://127.0.0.1:1883",
                        "--seconds",
                        "120",
                        "--report",
                        "out.html")),
                details);
        return RunReport.of("smart-meters", setup, SimulatedRun.measured(), false)
                .withCpu("broker", 21.5)
                .judged(new Verdict("p50 below 5 ms", true, "1.2 ms"))
                .judged(new Verdict("p99 below 50 ms", false, "2.08 s"));
    }
}
