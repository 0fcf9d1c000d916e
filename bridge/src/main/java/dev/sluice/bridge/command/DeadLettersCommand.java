package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.message.DeviceMessage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice dead-letters}: what could not become records, and its second chance. */
@Command(
        name = "dead-letters",
        description =
                "Lists and shows messages that could not become records, and drives them through today's rules again.",
        footer = {
            "",
            "For instance: sluice dead-letters list --since 2h",
            "              sluice dead-letters show 3:1207",
            "              sluice dead-letters replay --reason FIELD_MISSING --fix"
        })
final class DeadLettersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private DeadLettersCommand() {}

    /** @param engines makes the mapping of good settings, as {@code run} would */
    static CommandLine with(
            Path workingFolder, Function<SluiceSettings, Function<DeviceMessage, MappingOutcome>> engines) {
        return new CommandLine(new DeadLettersCommand())
                .addSubcommand(new ListLettersCommand(new LetterAccess(workingFolder)))
                .addSubcommand(new ShowLetterCommand(new LetterAccess(workingFolder)))
                .addSubcommand(new ReplayLettersCommand(new LetterAccess(workingFolder), engines));
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.CONFIGURATION;
    }
}
