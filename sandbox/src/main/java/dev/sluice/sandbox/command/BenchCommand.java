package dev.sluice.sandbox.command;

import dev.sluice.sandbox.bench.Bench;
import dev.sluice.sandbox.bench.BenchReport;
import dev.sluice.sandbox.bench.BenchSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice bench}. */
@Command(
        name = "bench",
        sortOptions = false,
        description = {
            "Measures, in turn and on one Kafka, Kafka's own ProducerPerformance and Sluice at QoS 1 (MQTT 3.1.1, JSON to Avro,"
                    + " as fast as devices are answered), and says where the CPU goes.",
            "Everything runs on this machine. The ratio is what to look at; rates change with whatever else runs here."
        },
        footer = {
            "",
            "Exit codes: 0 measured; 1 Kafka does not hold exactly what was acknowledged; 2 usage; 3 a program did not run."
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        BenchReport report = Bench.run(settings(), step -> {
            err.println("… " + step);
            err.flush();
        });
        out.println();
        out.print(report.text());
        out.flush();
        if (json != null) {
            report.writeJson(json);
        }
        return report.isHonest() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
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
