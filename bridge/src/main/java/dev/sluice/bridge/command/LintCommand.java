package dev.sluice.bridge.command;

import dev.sluice.mapping.rule.MappingRules;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice lint}: says everything that is wrong with a configuration, and starts nothing. */
@Command(
        name = "lint",
        description = "Checks a configuration with its rules and schemas, and names every problem at once.",
        footer = {"", "Kafka is not asked and nothing is started."})
final class LintCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    LintCommand(ConfigurationOptions configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        var settings = configuration.read(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        spec.commandLine()
                .getOut()
                .println(configuration.name() + " is good: "
                        + summary(settings.get().rules()));
        return ExitCode.GOOD;
    }

    private static String summary(MappingRules rules) {
        int count = rules.mappings().size();
        String unmapped = switch (rules.onUnmapped()) {
            case ENVELOPE -> "goes to Kafka in the envelope";
            case LOCAL -> "goes to local subscribers only";
            case REFUSE -> "is refused";
        };
        return (count == 0
                        ? "no mappings; every message "
                        : count + (count == 1 ? " mapping" : " mappings") + "; what matches none of them ")
                + unmapped;
    }
}
