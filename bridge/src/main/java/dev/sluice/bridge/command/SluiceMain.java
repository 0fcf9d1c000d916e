package dev.sluice.bridge.command;

import dev.sluice.bridge.observe.EventLog;
import dev.sluice.bridge.observe.HealthBoard;
import dev.sluice.bridge.registry.RegistryIds;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.EngineServices;
import dev.sluice.mapping.engine.MappingEngine;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.message.DeviceMessage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParseResult;

/** The command {@code sluice}. */
@Command(
        name = "sluice",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = SluiceVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Puts telemetry from MQTT devices into Kafka, as Avro.",
            "A device's acknowledgement means Kafka has the message."
        },
        subcommands = HelpCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:good",
            "1:a check failed",
            "2:the command line or the configuration is wrong; nothing was started",
            "3:this machine is not as it must be (a port in use, a file that cannot be read)",
            "130:interrupted"
        })
public final class SluiceMain {

    private final CommandLine commandLine;

    /**
     * @param workingFolder where {@code sluice.yaml} is looked for when no file is named
     * @param bridge what {@code run} hands good settings to; it runs until it is stopped and answers with the exit code
     */
    SluiceMain(Path workingFolder, ToIntFunction<ChosenConfiguration> bridge) {
        commandLine = new CommandLine(this);
        commandLine.addSubcommand(new RunCommand(new ConfigurationOptions(workingFolder), bridge));
        commandLine.addSubcommand(new LintCommand(new ConfigurationOptions(workingFolder)));
        commandLine.addSubcommand(new ExplainCommand(new ConfigurationOptions(workingFolder)));
        commandLine.addSubcommand(new ExplainAccessCommand(new ConfigurationOptions(workingFolder)));
        commandLine.addSubcommand(new TestCommand(new ConfigurationOptions(workingFolder), workingFolder));
        commandLine.addSubcommand(new InferCommand());
        commandLine.addSubcommand(new ShadowCommand(workingFolder));
        commandLine.addSubcommand(new PasswordCommand());
        commandLine.addSubcommand(DeadLettersCommand.with(workingFolder, SluiceMain::engine));
        commandLine.setUsageHelpWidth(110);
        commandLine.setExecutionExceptionHandler(SluiceMain::explainFailure);
    }

    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        int exitCode = new SluiceMain(Path.of(""), RunningBridge::run).execute(out, err, arguments);
        EventLog.close();
        System.exit(exitCode);
    }

    /** Runs one command to its end. Nothing is thrown: what goes wrong is printed, and its exit code returned. */
    int execute(PrintWriter out, PrintWriter err, String... arguments) {
        commandLine.setOut(out).setErr(err);
        if (arguments.length == 0) {
            commandLine.usage(out);
            return ExitCode.CONFIGURATION;
        }
        int exitCode = commandLine.execute(arguments);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** The mapping as {@code run} would do it, for letters that go their way once more. */
    private static Function<DeviceMessage, MappingOutcome> engine(SluiceSettings settings) {
        var services = EngineServices.none();
        var registry = settings.schemas().registry();
        return new MappingEngine(
                        settings.rules(),
                        registry.isEmpty()
                                ? services
                                : services.with(RegistryIds.start(registry.get(), new HealthBoard())))::map;
    }

    private static int explainFailure(Exception failure, CommandLine command, ParseResult arguments) {
        if (failure instanceof EnvironmentException) {
            command.getErr().println(failure.getMessage());
        } else {
            command.getErr().println("This is a fault of Sluice itself. Please report it with these lines:");
            failure.printStackTrace(command.getErr());
        }
        return ExitCode.ENVIRONMENT;
    }
}
