package dev.sluice.simulator.command;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The process. */
@Command(
        name = "simulate",
        description = "Simulated devices: load and audit from the outside.",
        subcommands = {PublishCommand.class, VerifyCommand.class, CompareCommand.class},
        mixinStandardHelpOptions = true,
        version = "sluice-device-simulator 0.1.0",
        synopsisSubcommandLabel = "COMMAND")
public final class SimulatorMain implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private SimulatorMain() {}

    /** Without a command there is nothing to do but say which there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SimulatorMain())
                .setUsageHelpAutoWidth(true)
                .setExitCodeExceptionMapper(unforeseen -> ExitCode.ENVIRONMENT)
                .setParameterExceptionHandler(SimulatorMain::misused)
                .setExecutionExceptionHandler(SimulatorMain::failed);
    }

    private static int misused(ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        command.getErr().println(error.getMessage());
        UnmatchedArgumentException.printSuggestions(error, command.getErr());
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Exception error, CommandLine command, ParseResult parsed) throws Exception {
        if (error instanceof IOException) {
            String file = error instanceof FileSystemException ? "Cannot use the file " : "";
            String kind = error instanceof FileSystemException
                    ? " (" + error.getClass().getSimpleName() + ")"
                    : "";
            command.getErr().println(file + error.getMessage() + kind);
            return ExitCode.ENVIRONMENT;
        }
        throw error;
    }
}
