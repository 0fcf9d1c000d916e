package dev.sluice.sandbox.command;

import dev.sluice.sandbox.bench.Bench;
import dev.sluice.sandbox.bench.BenchReport;
import dev.sluice.sandbox.bench.BenchSettings;
import dev.sluice.sandbox.bench.SideBySide;
import dev.sluice.sandbox.bench.SideBySideReport;
import dev.sluice.sandbox.bench.SideBySideSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench}. */
@Command(
        name = "bench",
        sortOptions = false,
        description = {
            "Measures, in turn and on one Kafka, Kafka's own ProducerPerformance and Sluice at QoS 1 (MQTT 3.1.1, JSON"
                    + " to Avro, as fast as devices are answered), and says where the CPU goes.",
            "With --peers: Sluice beside others, and with --loss also what is lost when parts fail.",
            "Everything runs on this machine. The ratio is what to look at; rates change with whatever else runs here."
        },
        footer = {
            "",
            "Exit codes: 0 measured; 1 Kafka does not hold exactly what Sluice acknowledged; 2 usage; 3 a program did"
                    + " not run."
        })
final class BenchCommand implements Callable<Integer> {

    @Option(
            names = "--messages",
            defaultValue = "2000000",
            paramLabel = "N",
            description = "Messages of each side in each round. Default: ${DEFAULT-VALUE}.")
    private long messages;

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--connections", defaultValue = "100", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--window",
            defaultValue = "20",
            paramLabel = "N",
            description = "Messages a connection may have unacknowledged. Default: ${DEFAULT-VALUE}.")
    private int window;

    @Option(
            names = "--partitions",
            defaultValue = "8",
            paramLabel = "N",
            description = "Of either side's topic. Default: ${DEFAULT-VALUE}.")
    private int partitions;

    @Option(
            names = "--payload-bytes",
            defaultValue = "200",
            paramLabel = "N",
            description = "About so many bytes of JSON in a message. Default: ${DEFAULT-VALUE}.")
    private int payloadBytes;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The bridge's configuration instead of one rule that makes Avro of the telemetry.")
    private Path configuration;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "PATH=VALUE",
            description = "Overrides one setting of the bridge; may be repeated.")
    private List<String> overrides = new ArrayList<>();

    @Option(
            names = "--bridge-jvm",
            paramLabel = "OPTIONS",
            description = "More options for the bridge's JVM, such as \"-Xmx256m -XX:+UseParallelGC\".")
    private String bridgeOptions;

    @Option(
            names = "--profile",
            paramLabel = "DIR",
            description = "One round more under async-profiler: the bridge's flame graph goes there.")
    private Path profile;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
    private Path json;

    @Mixin
    private SideBySideOptions sideBySide;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        Optional<SideBySideSettings> compared;
        try {
            compared = sideBySide.settings(settings());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return compared.isPresent() ? compare(compared.get()) : measure();
    }

    private int measure() throws IOException {
        BenchReport report = Bench.run(settings(), this::tell);
        print(report.text());
        if (json != null) {
            report.writeJson(json);
        }
        return report.isHonest() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private int compare(SideBySideSettings settings) throws IOException {
        SideBySideReport report = SideBySide.run(settings, this::tell);
        print(report.text());
        if (json != null) {
            report.writeJson(json);
        }
        return report.sluiceKeptEverything() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private void tell(String step) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("… " + step);
        err.flush();
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        out.print(text);
        out.flush();
    }

    private BenchSettings settings() {
        return new BenchSettings(
                messages,
                rounds,
                connections,
                window,
                partitions,
                payloadBytes,
                Optional.ofNullable(configuration),
                overrides,
                Optional.ofNullable(bridgeOptions),
                Optional.ofNullable(profile));
    }

    private void check() {
        between("--messages", messages, 1_000, 1_000_000_000);
        between("--rounds", rounds, 1, 1_000);
        between("--connections", connections, 1, 15_000);
        between("--window", window, 1, 65_535);
        between("--partitions", partitions, 1, 1_000);
        between("--payload-bytes", payloadBytes, 180, 500_000);
        if (configuration != null && !Files.isReadable(configuration)) {
            throw new ParameterException(spec.commandLine(), "--config " + configuration + " cannot be read");
        }
    }

    private void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
