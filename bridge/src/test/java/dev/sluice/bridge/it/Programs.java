package dev.sluice.bridge.it;

import dev.sluice.sandbox.machine.ChildCommand;
import dev.sluice.sandbox.machine.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Bridge and simulator in processes of their own, as a user would run them. */
public final class Programs {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path SIMULATOR = Path.of("..", "device-simulator", "target");

    private Programs() {}

    /** Starts {@code sluice run} and waits until devices can connect. */
    public static ChildProcess bridge(Path folder, int mqttPort, int managementPort, String kafka, String... more) {
        var log = folder.resolve("bridge-" + System.nanoTime() + ".log");
        var child = start(folder, log, mqttPort, managementPort, kafka, more);
        child.awaitLine(line -> line.startsWith("sluice ready"), Duration.ofSeconds(60));
        return child;
    }

    /** Starts {@code sluice run} and waits for nothing. */
    static ChildProcess start(Path folder, Path log, int mqttPort, int managementPort, String kafka, String... more) {
        List<String> words = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sluice.bridge.command.SluiceMain",
                "run",
                "--config",
                folder.resolve("sluice.yaml").toString(),
                "--set",
                "mqtt.listeners[0].port=" + mqttPort,
                "--set",
                "management.port=" + managementPort,
                "--set",
                "kafka.bootstrap.servers=" + kafka));
        words.addAll(List.of("--set", "shutdown.spread=0s")); // what tests wait for is something else
        for (var setting : more) {
            words.add("--set");
            words.add(setting);
        }
        return ChildProcess.start(ChildCommand.logged("the bridge", words, log));
    }

    public static void writeRules(Path folder, String rules) {
        try {
            Files.createDirectories(folder.resolve("schemas"));
            Files.writeString(folder.resolve("schemas/Telemetry.avsc"), RunningSluice.TELEMETRY);
            Files.writeString(folder.resolve("sluice.yaml"), rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts {@code sluice simulate …}. */
    public static ChildProcess simulate(Path folder, String... arguments) {
        var jar = SIMULATOR.resolve("sluice-device-simulator.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar.toAbsolutePath() + " is missing: build the whole project (mvn verify)");
        }
        List<String> words = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx256m",
                "-cp",
                jar + ":" + SIMULATOR.resolve("lib") + "/*",
                "dev.sluice.simulator.command.SimulatorMain"));
        words.addAll(List.of(arguments));
        var log = folder.resolve("simulate-" + arguments[0] + "-" + System.nanoTime() + ".log");
        return ChildProcess.start(ChildCommand.logged("the simulator", words, log));
    }

    /** Runs {@code sluice verify} to its end. */
    public static Verdict verify(Path folder, Path ledger, String kafka, String topics, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "verify",
                "--ledger",
                ledger.toString(),
                "--kafka",
                kafka,
                "--topics",
                topics,
                "--schemas",
                folder.resolve("schemas").toString()));
        arguments.addAll(List.of(more));
        var child = simulate(folder, arguments.toArray(String[]::new));
        int exit = child.awaitEnd(Duration.ofSeconds(90));
        return new Verdict(exit, child.line(line -> line.startsWith("audit:")).orElse("no audit line"));
    }

    /** How an audit ended. */
    public record Verdict(int exit, String audit) {

        public long figure(String name) {
            for (var word : audit.split(" ")) {
                if (word.startsWith(name + "=")) {
                    return Long.parseLong(word.substring(name.length() + 1));
                }
            }
            throw new AssertionError("no " + name + " in: " + audit);
        }
    }
}
