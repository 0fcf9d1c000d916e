package dev.sluice.simulator.command;

import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.report.Setup;
import dev.sluice.simulator.report.ShownCommand;
import dev.sluice.simulator.run.RunOutcome;
import dev.sluice.simulator.run.RunPlan;
import dev.sluice.simulator.scenario.FleetSpec;
import dev.sluice.simulator.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Model.CommandSpec;

/** What a report says of the way in which its run was made. */
final class ScenarioSetup {

    /** What the keys of results of one fleet begin with. */
    private static final String CLIENT = "lean";

    private ScenarioSetup() {}

    /** @param command see {@link #command} */
    static Setup of(RunPlan plan, RunOutcome outcome, String command) {
        Scenario scenario = plan.scenario();
        Map<String, String> details = new LinkedHashMap<>();
        if (!scenario.description().isEmpty()) {
            details.put("description", scenario.description());
        }
        details.put("devices", Figures.count(scenario.devices()));
        details.put("planned rate", Figures.count(Math.round(scenario.rate())) + "/s on average");
        details.put("warm-up", WarmUpOption.words(plan.warmUpSeconds()));
        for (FleetSpec fleet : scenario.fleets()) {
            details.put("fleet " + fleet.prefix(), fleet(fleet));
            if (scenario.fleets().size() > 1) {
                details.put(
                        Setup.RESULT + fleet.prefix(), result(outcome.ofFleets().get(fleet.prefix())));
            }
        }
        return new Setup(
                scenario.name(), plan.destination().address().toString(), CLIENT, scenario.seed(), command, details);
    }

    private static String fleet(FleetSpec fleet) {
        List<Integer> qos = fleet.qos().weights();
        return Figures.plural(fleet.devices(), "device") + ", each every "
                + Figures.micros((long) (fleet.every().nanos() / 1e3)) + " ("
                + fleet.arrivals().process().name().toLowerCase(Locale.ROOT) + "), QoS 0/1/2 as "
                + qos.get(0) + ":" + qos.get(1) + ":" + qos.get(2) + ", MQTT "
                + (fleet.mqtt() == FleetSpec.Mqtt.V5 ? "5" : "3.1.1") + ", "
                + fleet.session().name().toLowerCase(Locale.ROOT) + " session";
    }

    private static String result(Measured measured) {
        Histogram sinceDue = measured.latencies().sinceDue();
        String sent = Figures.count(measured.totals().sent()) + " sent, "
                + Figures.count(measured.totals().acknowledged()) + " acknowledged";
        if (sinceDue.getTotalCount() == 0) {
            return sent;
        }
        return sent + ", from due to acknowledged p50 " + Figures.micros(sinceDue.getValueAtPercentile(50)) + ", p99 "
                + Figures.micros(sinceDue.getValueAtPercentile(99)) + ", p99.9 "
                + Figures.micros(sinceDue.getValueAtPercentile(99.9));
    }

    /** What was typed, without secrets. */
    static String command(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of("sluice"));
        words.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
        if (!words.contains("simulate")) {
            words.add(1, "simulate");
        }
        return ShownCommand.of(words);
    }
}
