package dev.sluice.simulator.command;

import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.ScenarioException;
import dev.sluice.simulator.scenario.ScenarioReader;
import dev.sluice.simulator.scenario.ShippedScenarios;
import dev.sluice.simulator.scenario.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which scenario, and what is changed of it. */
final class ScenarioOptions {

    private static final int MOST_DEVICES = 1_000_000;

    @Parameters(
            paramLabel = "SCENARIO",
            description = "The name of a scenario that ships (see: simulate list), or a YAML file of your own.")
    private String scenario;

    @Option(
            names = "--devices",
            paramLabel = "N",
            description =
                    "So many devices in all instead, shared by the fleets as before; each publishes as often as before.")
    private Integer devices;

    @Option(
            names = "--rate",
            paramLabel = "MSGS_PER_SECOND",
            description = "So many messages a second of all devices together instead, on average.")
    private Double rate;

    @Option(names = "--seed", paramLabel = "N", description = "Another seed than the scenario's.")
    private Long seed;

    @Option(
            names = "--only",
            paramLabel = "PREFIX",
            description = "Only the fleet whose devices' names begin so, as the scenario has it.")
    private String only;

    /**
     * The scenario as it is to be run.
     *
     * @throws ScenarioException when something is wrong with it
     * @throws IOException when its file cannot be read
     * @throws IllegalArgumentException when an option cannot be used
     */
    Scenario read() throws ScenarioException, IOException {
        Scenario read = ScenarioReader.read(scenario, text(), folder());
        if (seed != null) {
            read = read.seeded(seed);
        }
        if (only != null) {
            read = read.only(only);
        }
        if (devices != null) {
            if (devices < 1 || devices > MOST_DEVICES) {
                throw new IllegalArgumentException("--devices must be 1 to " + MOST_DEVICES + ", not " + devices);
            }
            read = read.withDevices(devices);
        }
        if (rate != null) {
            if (!(rate > 0)) {
                throw new IllegalArgumentException("--rate must be more than 0, not " + rate);
            }
            read = read.withRate(rate);
        }
        return read;
    }

    /** @param seconds null = as long as the scenario says */
    Scenario read(Double seconds) throws ScenarioException, IOException {
        if (seconds != null && !(seconds >= 0)) {
            throw new IllegalArgumentException("--seconds cannot be negative");
        }
        Scenario read = read();
        return seconds == null ? read : read.lasting(Span.ofSeconds(seconds));
    }

    /** That the files of the scenario are relative to. */
    Path folder() {
        Path parent = shipped() ? null : Path.of(scenario).toAbsolutePath().getParent();
        return parent == null ? Path.of("") : parent;
    }

    private String text() throws IOException {
        if (shipped()) {
            return ShippedScenarios.text(scenario);
        }
        Path file = Path.of(scenario);
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("\"" + scenario + "\" is neither a file nor a scenario that ships ("
                    + String.join(", ", ShippedScenarios.NAMES) + ")");
        }
        return Files.readString(file);
    }

    private boolean shipped() {
        return ShippedScenarios.NAMES.contains(scenario);
    }
}
