package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.shadow.Sample;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice shadow}: tries candidate rules on the live traffic of a running bridge and says what they would change. */
@Command(
        name = "shadow",
        description = {
            "Tries candidate rules on the live traffic of a running bridge and says what they would change.",
            "Nothing is sent for them and no device waits for them."
        },
        footer = {
            "",
            "Without --rules it prints what the trial that is going on has shown so far.",
            "Ends with 0 when every message tried was equal, and with 1 when one was not or none was tried."
        })
final class ShadowCommand implements Callable<Integer> {

    @Option(
            names = "--management",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "The bridge's management port (default: ${DEFAULT-VALUE}).")
    private URI management;

    @Option(
            names = {"-r", "--rules"},
            paramLabel = "FILE",
            description =
                    "The candidate: a whole configuration, or one with nothing but rules. Schemas are the bridge's.")
    private Path rules;

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            defaultValue = "10%",
            description = "How many of the messages are tried, each with the same chance (default: ${DEFAULT-VALUE}).")
    private String sample;

    @Option(
            names = "--seconds",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "Holds the bridge's management.token; without it SLUICE_MANAGEMENT_TOKEN of the environment counts.")
    private Path tokenFile;

    @Spec
    private CommandSpec spec;

    private final Path workingFolder;

    ShadowCommand(Path workingFolder) {
        this.workingFolder = workingFolder;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (Sample.parse(sample).isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--sample: expected more than 0% and at most 100%, such as 10%");
        }
        if (seconds < 1 || !("http".equals(management.getScheme()) || "https".equals(management.getScheme()))) {
            throw new ParameterException(
                    spec.commandLine(), "expected --seconds of 1 or more and a --management that begins with http://");
        }
        var bridge = new ManagementCalls(management, token());
        return rules == null ? show(bridge) : tryOut(bridge);
    }

    private int show(ManagementCalls bridge) throws InterruptedException {
        var answer = bridge.call("GET", "/shadow", null);
        return answer.status() == 200 ? printed(answer.body()) : refused(answer);
    }

    private int tryOut(ManagementCalls bridge) throws InterruptedException {
        var body = new JsonObject().put("rules", text(rules)).put("sample", sample);
        var ended = new AtomicBoolean();
        var interrupted = new Thread(() -> end(bridge, ended), "end-of-trial");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            var begun = bridge.call("PUT", "/shadow", body);
            if (begun.status() != 200) {
                ended.set(true);
                return refused(begun);
            }
            err().println("Trying " + rules + " on " + sample + " of all messages for " + seconds
                    + " s. Ctrl-C ends it.");
            TimeUnit.SECONDS.sleep(seconds);
            ended.set(true);
            var report = bridge.call("DELETE", "/shadow", null);
            return report.status() == 200 ? printed(report.body()) : refused(report);
        } finally {
            forgetHook(interrupted);
        }
    }

    private static void forgetHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // it runs
        }
    }

    private void end(ManagementCalls bridge, AtomicBoolean ended) {
        if (ended.compareAndSet(false, true)) {
            try {
                bridge.call("DELETE", "/shadow", null);
                err().println("Interrupted: the trial has ended.");
            } catch (EnvironmentException gone) {
                err().println(gone.getMessage());
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
            err().flush();
        }
    }

    private int printed(JsonObject report) {
        new ShadowTable(report).print(spec.commandLine().getOut());
        long tried = report.getLong("equal") + report.getLong("different") + report.getLong("failed");
        return tried > 0 && tried == report.getLong("equal") ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private int refused(ManagementCalls.Answer answer) {
        var problems = answer.body().getJsonArray("problems");
        if (problems == null) {
            throw new EnvironmentException(
                    "The bridge at " + management + " refuses (" + answer.status() + "): "
                            + answer.body().getString("error", answer.body().encode()),
                    null);
        }
        err().println(rules + " cannot be tried (" + problems.size()
                + (problems.size() == 1 ? " problem):" : " problems):"));
        for (int i = 0; i < problems.size(); i++) {
            var problem = problems.getJsonObject(i);
            err().println("  " + problem.getInteger("line", 0) + ":" + problem.getInteger("column", 0) + "  "
                    + problem.getString("path") + "  " + problem.getString("message") + "  ["
                    + problem.getString("code")
                    + "]");
        }
        return ExitCode.CONFIGURATION;
    }

    private Optional<String> token() {
        return tokenFile == null
                ? Optional.ofNullable(System.getenv("SLUICE_MANAGEMENT_TOKEN"))
                : Optional.of(text(tokenFile).strip());
    }

    private String text(Path file) {
        try {
            return Files.readString(workingFolder.resolve(file));
        } catch (IOException unreadable) {
            throw new EnvironmentException("The file " + file + " cannot be read.", unreadable);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
