package dev.sluice.bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.broker.identity.UnusableProofs;
import dev.sluice.broker.identity.password.PasswordFile;
import dev.sluice.broker.identity.scram.ScramFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice password}: makes a line of a password file. */
@Command(
        name = "password",
        description = {
            "Makes the line of a user for authentication.passwords.file or authentication.scram.file, and prints it.",
            "The password is asked for, or read from the first line of the standard input; never from the command line."
        })
final class PasswordCommand implements Callable<Integer> {

    private static final int SCRAM_ITERATIONS = 10_000;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    private String user;

    @Option(
            names = "--cost",
            paramLabel = "N",
            defaultValue = "10",
            description = "bcrypt's cost, 4 to 14 (default: ${DEFAULT-VALUE}); each step takes twice the time.")
    private int cost;

    @Option(names = "--scram", description = "Makes a line for SCRAM-SHA-256 instead of bcrypt.")
    private boolean scram;

    @Override
    public Integer call() throws IOException {
        if (cost < PasswordFile.LEAST_COST || cost > PasswordFile.MOST_COST) {
            throw new ParameterException(
                    spec.commandLine(), "--cost is " + PasswordFile.LEAST_COST + " to " + PasswordFile.MOST_COST);
        }
        try {
            var password = password();
            spec.commandLine()
                    .getOut()
                    .println(
                            scram
                                    ? ScramFile.line(user, password, SCRAM_ITERATIONS)
                                    : PasswordFile.line(user, password.getBytes(UTF_8), cost));
            return ExitCode.GOOD;
        } catch (UnusableProofs unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage());
        }
    }

    private String password() throws IOException {
        var console = System.console();
        if (console != null) {
            var typed = console.readPassword("Password for %s: ", user);
            return typed == null ? "" : new String(typed);
        }
        var first = new BufferedReader(new InputStreamReader(System.in, UTF_8)).readLine();
        return first == null ? "" : first;
    }
}
