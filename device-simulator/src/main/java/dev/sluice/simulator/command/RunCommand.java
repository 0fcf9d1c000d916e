package dev.sluice.simulator.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code simulate run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a scenario: its fleets connect, publish and fail as the file says, while everything is measured.",
            "Load is open: what is due is due, however slow the broker; latency is counted from then to the acknowledgement."
        },
        footer = {
            "",
            "Example: sluice simulate run smart-meters --broker tcp://host:1883 --seconds 10 --report out.html",
            "Exit codes: 0 good; 1 an objective was missed, or nothing was taken; 2 usage, or a scenario that cannot be run; 3 no broker, "
                    + "or a file cannot be used; 130 told to stop (Ctrl-C), with its reports written."
        })
final class RunCommand extends ScenarioCommand {

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Publish for so long instead of what the scenario says; 0: until told to stop.")
    private Double seconds;

    @Override
    Double seconds() {
        return seconds;
    }
}
