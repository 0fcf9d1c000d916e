package dev.sluice.simulator.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code simulate completion}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that lets bash and zsh complete sluice's commands, and the options of: simulate, verify.",
            "For this shell: source <(sluice simulate completion)"
        })
final class CompletionCommand implements Callable<Integer> {

    /** Commands of other programs behind the same launcher, of which only the names are known here. */
    private static final List<String> OTHERS = List.of(
            "demo",
            "run",
            "lint",
            "explain",
            "explain-access",
            "test",
            "infer",
            "shadow",
            "dead-letters",
            "password",
            "sandbox",
            "audit",
            "bench",
            "rehearse",
            "help");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine sluice = new CommandLine(CommandSpec.create().name("sluice"));
        sluice.addSubcommand("simulate", SimulatorMain.commandLine());
        sluice.addSubcommand("verify", new VerifyCommand());
        OTHERS.forEach(name -> sluice.addSubcommand(name, CommandSpec.create().name(name)));
        spec.commandLine().getOut().print(AutoComplete.bash("sluice", sluice));
        spec.commandLine().getOut().flush();
        return ExitCode.GOOD;
    }
}
