package dev.sluice.sandbox.command;

import dev.sluice.sandbox.machine.EnvironmentException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** Where the launcher enters this module. */
@Command(
        name = "sluice",
        description = "A real Kafka on this machine, and what can be shown and measured with it.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        version = "Sluice sandbox",
        subcommands = {
            SandboxCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            AuditCommand.class,
            RehearseCommand.class
        })
public final class SandboxMain {

    private SandboxMain() {}

    public static void main(String... args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        QuietLogs.toStandardError();
        return new CommandLine(new SandboxMain()).setExecutionExceptionHandler((e, commandLine, parsed) -> {
            if (e instanceof EnvironmentException) {
                commandLine.getErr().println(e.getMessage());
                return ExitCode.ENVIRONMENT;
            }
            throw e;
        });
    }
}
