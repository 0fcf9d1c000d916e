package dev.sluice.sandbox.command;

import dev.sluice.sandbox.machine.EnvironmentException;
import dev.sluice.sandbox.rehearsal.Rehearsal;
import dev.sluice.sandbox.rehearsal.RehearsalReport;
import dev.sluice.sandbox.rehearsal.RehearsalSettings;
import dev.sluice.sandbox.rehearsal.Scene;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice rehearse}. */
@Command(
        name = "rehearse",
        sortOptions = false,
        description = {
            "Rehearses several replicas behind a real HAProxy (Debian: haproxy) on this machine, as processes: TCP, PROXY protocol 2,",
            "leastconn, a health check at /health/ready. Devices with persistent sessions publish through it, and come back by themselves.",
            "",
            "  replica-kill     one replica is killed under load (SIGKILL), and comes back later",
            "  rolling-restart  each replica in turn is told to end (SIGTERM) under load, and started again",
            "  scale            the same devices on one replica, on two, on all, in turn; CPU for each message"
        },
        footer = {
            "",
            "Its last line is: audit: sent= acknowledged= stored= lost= duplicated= reordered=",
            "Duplicates are allowed: a device sends what was not acknowledged again, to another replica.",
            "Exit codes: 0 every acknowledged message is in Kafka, in order, and everybody was served again; 1 otherwise; 2 wrong options;",
            "3 there is no HAProxy, or one of the parts failed by itself; 130 stopped by Ctrl-C."
        })
final class RehearseCommand implements Callable<Integer> {

    private static final int RATE = 3_000;

    @Parameters(paramLabel = "SCENE", description = "replica-kill, rolling-restart or scale.")
    private String scene;

    @Option(names = "--replicas", defaultValue = "3", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int replicas;

    @Option(names = "--devices", defaultValue = "300", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Messages per second, of all devices together; for scale 0 is as fast as they are answered. "
                    + "Default: " + RATE + ", for scale 0.")
    private Integer rate;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            paramLabel = "S",
            description =
                    "Undisturbed load before what happens, and as long after it (for replica-kill also without the replica); for scale the "
                            + "length of each measurement. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--qos",
            defaultValue = "1",
            paramLabel = "1|2",
            description = "Of the devices' messages. Default: ${DEFAULT-VALUE}.")
    private int qos;

    @Option(
            names = "--balance",
            defaultValue = "leastconn",
            paramLabel = "leastconn|client",
            description =
                    "client: HAProxy reads the client id from CONNECT and leads a device back to the replica where it was last, "
                            + "if that is up. Default: ${DEFAULT-VALUE}.")
    private String balance;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Of scale. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "3000000",
            paramLabel = "N",
            description =
                    "Of scale: messages through all replicas before anything is measured. Default: ${DEFAULT-VALUE}.")
    private long warmUp;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "PATH=VALUE",
            description = "Overrides one setting of every replica; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--bridge-jvm",
            defaultValue = "",
            paramLabel = "OPTIONS",
            description = "More options for the replicas' JVMs, such as \"-Xmx256m\".")
    private String bridgeOptions;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what came out there: .json for programs, .md or .txt for people. May be repeated.")
    private List<Path> reports = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RehearsalSettings settings = settings();
        reports.forEach(this::checkName);
        PrintWriter err = spec.commandLine().getErr();
        RehearsalReport report = Rehearsal.run(settings, step -> {
            err.println("… " + step);
            err.flush();
        });
        reports.forEach(file -> write(file, report));
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        report.lines().forEach(out::println);
        out.flush();
        return report.passed() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private RehearsalSettings settings() {
        Scene chosen = Scene.named(scene)
                .orElseThrow(() -> wrong("There is no \"" + scene + "\" to rehearse, only "
                        + Arrays.stream(Scene.values()).map(Scene::word).collect(Collectors.joining(", "))));
        int rateOrDefault = rate == null ? (chosen == Scene.SCALE ? 0 : RATE) : rate;
        between("--replicas", replicas, chosen == Scene.SCALE ? 1 : 2, 9);
        between("--devices", devices, 2, 5_000);
        between("--rate", rateOrDefault, chosen == Scene.SCALE ? 0 : 1, 1_000_000);
        between("--seconds", seconds, 1, 3_600);
        between("--qos", qos, 1, 2);
        between("--rounds", rounds, 1, 100);
        between("--warm-up", warmUp, 0, 1_000_000_000);
        if (!balance.equals("leastconn") && !balance.equals("client")) {
            throw wrong("--balance must be leastconn or client, not " + balance);
        }
        return new RehearsalSettings(
                chosen,
                replicas,
                devices,
                rateOrDefault,
                qos,
                seconds,
                rounds,
                warmUp,
                balance.equals("client"),
                overrides,
                bridgeOptions);
    }

    private void checkName(Path report) {
        if (!report.getFileName().toString().matches(".*\\.(json|md|txt)")) {
            throw wrong("--report " + report + ": its name must end in .json, .md or .txt");
        }
    }

    private static void write(Path file, RehearsalReport report) {
        String text = file.toString().endsWith(".json") ? report.json() : String.join("\n", report.lines()) + "\n";
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new EnvironmentException("Cannot write the report to " + file + ": " + e.getMessage(), e);
        }
    }

    private void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw wrong(option + " must be between " + least + " and " + most + ", not " + value);
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
