package dev.sluice.sandbox.command;

import dev.sluice.sandbox.demo.Demo;
import dev.sluice.sandbox.demo.DemoSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice demo}: the promise on one screen. */
@Command(
        name = "demo",
        description = {
            "Shows the promise on this machine: starts a Kafka, a schema registry, the bridge and simulated devices, each as a",
            "process of its own on a free port of 127.0.0.1, and then holds Kafka to every acknowledgement that a device was given.",
            "Nothing is left behind, unless something failed: then the folder with the logs is kept and named."
        },
        footer = {
            "",
            "Its last line is: audit: sent= acknowledged= stored= lost= duplicated= reordered=",
            "Exit codes: 0 every acknowledged message is in Kafka, none twice, none out of order; 1 otherwise, or nothing",
            "was acknowledged; 2 wrong options; 3 one of the parts failed; 130 stopped by Ctrl-C."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "20",
            description = "How long devices publish. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "200",
            description = "Devices, each with a connection of its own. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--rate",
            paramLabel = "MSGS_PER_SECOND",
            defaultValue = "3000",
            description =
                    "Of all devices together; the default leaves two cores room. sluice bench is for more. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        DemoSettings settings;
        try {
            settings = new DemoSettings(seconds, devices, rate);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return Demo.run(settings, spec.commandLine().getOut()) ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }
}
