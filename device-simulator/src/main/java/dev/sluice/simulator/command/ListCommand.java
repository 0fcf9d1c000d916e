package dev.sluice.simulator.command;

import dev.sluice.simulator.scenario.Scenario;
import dev.sluice.simulator.scenario.ScenarioException;
import dev.sluice.simulator.scenario.ScenarioReader;
import dev.sluice.simulator.scenario.ShippedScenarios;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description =
                "Lists the scenarios that ship; with a name, prints that scenario's file, to begin one of your own with.")
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SCENARIO", description = "Print this one.")
    private String name;

    @Override
    public Integer call() throws ScenarioException {
        PrintWriter out = spec.commandLine().getOut();
        if (name != null) {
            if (!ShippedScenarios.NAMES.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no scenario " + name + "; there are " + String.join(", ", ShippedScenarios.NAMES));
            }
            out.print(ShippedScenarios.text(name));
            out.flush();
            return ExitCode.GOOD;
        }
        for (String shipped : ShippedScenarios.NAMES) {
            Scenario scenario = ScenarioReader.read(shipped, ShippedScenarios.text(shipped), Path.of(""));
            out.printf("%-16s  %s%n", shipped, scenario.description());
        }
        out.flush();
        return ExitCode.GOOD;
    }
}
