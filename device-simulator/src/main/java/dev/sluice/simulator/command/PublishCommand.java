package dev.sluice.simulator.command;

import dev.sluice.simulator.arrivals.ArrivalProcess;
import dev.sluice.simulator.fleet.Fleet;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.measure.Measured;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.progress.ProgressLine;
import dev.sluice.simulator.publish.NoBrokerException;
import dev.sluice.simulator.publish.PublishRun;
import dev.sluice.simulator.publish.RunResult;
import dev.sluice.simulator.publish.RunSettings;
import dev.sluice.simulator.publish.UniformFleet;
import dev.sluice.simulator.publish.Workload;
import dev.sluice.simulator.report.ReportFile;
import dev.sluice.simulator.report.RunReport;
import dev.sluice.simulator.report.Setup;
import dev.sluice.simulator.scenario.ArrivalSpec;
import dev.sluice.simulator.scenario.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.DoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Connects devices that publish numbered messages, and keeps a ledger of what was sent and acknowledged.",
            "Devices that lose their connection come back and repeat what was not acknowledged, in order and before anything "
                    + "new: with DUP where the broker kept the session, else as new messages.",
            "Latency is measured from a message's first sending to its acknowledgement."
        },
        footer = {
            "",
            "Without --seconds, --count and --until it publishes until it is told to stop (Ctrl-C, SIGTERM), which is a clean end.",
            "Exit codes: 0 good; 1 nothing was acknowledged; 2 usage; 3 no broker, or a file cannot be used; 130 told to stop."
        })
final class PublishCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private DeviceOptions devices;

    @Mixin
    private LinkOptions links;

    @Option(
            names = "--rate",
            defaultValue = "0",
            paramLabel = "MSGS_PER_SECOND",
            description =
                    "Of all devices together, on schedule however slow acknowledgements are (up to --in-flight per "
                            + "device; what is late stays due). 0: as fast as acknowledgements allow. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--arrivals",
            defaultValue = "constant",
            paramLabel = "PROCESS",
            description =
                    "With --rate, when messages come: constant (even distances), poisson (at random), bursty or bursty:SIZE (so "
                            + "many at once; 10 unless said), diurnal or diurnal:DAY (at random, more by day; a day is 24h unless said). "
                            + "Default: ${DEFAULT-VALUE}.")
    private String arrivals;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            description =
                    "Over how long devices connect for the first time (30s, 2m); each publishes from then on. Unless said they "
                            + "connect as fast as a broker can bear, and publishing begins when all have.")
    private String ramp;

    @Option(names = "--seconds", defaultValue = "0", paramLabel = "S", description = "Publish for so long.")
    private double seconds;

    @Option(
            names = "--count",
            defaultValue = "0",
            paramLabel = "N",
            description = "Publish so many messages, of all devices together.")
    private long count;

    @Option(
            names = "--until",
            paramLabel = "FILE",
            description = "Publish until this file is there, which somebody else will make.")
    private Path until;

    @Option(
            names = "--connect-timeout",
            defaultValue = "10",
            paramLabel = "S",
            description = "Publishing begins when all devices are connected, or after so long if at least one is. "
                    + "Default: ${DEFAULT-VALUE}.")
    private double connectTimeout;

    @Option(
            names = "--wait-acks",
            defaultValue = "30",
            paramLabel = "S",
            description =
                    "After the last message, wait so long for outstanding acknowledgements. Default: ${DEFAULT-VALUE}.")
    private double waitAcks;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Write the ledger there, every two seconds and at the end.")
    private Path ledger;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a report there, in the form that its ending names: " + ReportFile.ENDINGS
                    + ". May be given several times.")
    private List<Path> reports = List.of();

    @Mixin
    private WarmUpOption warmUp;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary there as JSON.")
    private Path json;

    @Option(names = "--quiet", description = "Show no progress, only the summary.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        UniformFleet prepared;
        RunSettings settings;
        try {
            reports.forEach(ReportFile::check);
            prepared = prepare();
            settings = runSettings(prepared.link());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Fleet fleet;
        try {
            fleet = new Fleet(prepared.plans(), links.factory());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        links.warning().ifPresent(spec.commandLine().getErr()::println);
        ProgressLine progress = new ProgressLine(System.out, ProgressLine.Style.detect(quiet), System::nanoTime);
        PublishRun run = new PublishRun(fleet, settings, progress);
        return new StopSignal(run::stop).whileRunning(() -> {
            try (fleet) {
                return report(run.run(), prepared);
            } catch (NoBrokerException e) {
                progress.clear();
                spec.commandLine().getErr().println(e.getMessage());
                write(prepared, e.measured(), false, Optional.of(e.getMessage()));
                return ExitCode.ENVIRONMENT;
            }
        });
    }

    private UniformFleet prepare() throws IOException {
        if (rate < 0 || seconds < 0 || count < 0 || waitAcks < 0 || connectTimeout <= 0) {
            throw new IllegalArgumentException(
                    "--rate, --seconds, --count and --wait-acks cannot be negative, and --connect-timeout must be positive");
        }
        LinkSettings link = links.settings(devices.seed());
        return new UniformFleet(
                devices.names(),
                devices.topics(),
                devices.payloads(),
                new Workload(rate, count),
                rampSeconds(),
                process(),
                link,
                links.credentials());
    }

    private OptionalDouble rampSeconds() {
        try {
            return ramp == null
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(Span.parse(ramp).seconds());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--ramp: " + e.getMessage(), e);
        }
    }

    private DoubleFunction<ArrivalProcess> process() {
        ArrivalSpec process;
        try {
            process = ArrivalSpec.parse(arrivals);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--arrivals " + e.getMessage(), e);
        }
        if (rate == 0 && !process.equals(ArrivalSpec.CONSTANT)) {
            throw new IllegalArgumentException("--arrivals " + arrivals + " needs --rate");
        }
        return process::at;
    }

    private RunSettings runSettings(LinkSettings link) {
        return new RunSettings(
                link.address().toString(),
                link.qos(),
                link.reconnect(),
                seconds,
                Optional.ofNullable(until),
                connectTimeout,
                ramp != null,
                warmUpSeconds(),
                waitAcks,
                Optional.ofNullable(ledger).map(LedgerFile::new));
    }

    /** A run of which nobody knows how long it takes might be over before. */
    private double warmUpSeconds() {
        return seconds == 0 ? warmUp.given().orElse(0) : warmUp.seconds(seconds);
    }

    private int report(RunResult result, UniformFleet fleet) throws IOException {
        Summary summary = new Summary(fleet.link(), links.client(), result);
        spec.commandLine().getOut().println(summary.text());
        spec.commandLine().getOut().flush();
        if (json != null) {
            summary.writeJson(json);
        }
        write(fleet, result.measured(), result.interrupted(), Optional.empty());
        if (result.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        return result.completed() == 0 ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }

    private void write(UniformFleet fleet, Measured measured, boolean interrupted, Optional<String> failure)
            throws IOException {
        RunReport report = RunReport.of("publish", setup(fleet), measured, interrupted);
        RunReport whole = failure.isPresent() ? report.warned(failure.get()) : report;
        for (Path file : reports) {
            ReportFile.write(file, whole);
            spec.commandLine().getOut().println("report: " + file);
        }
        spec.commandLine().getOut().flush();
    }

    private Setup setup(UniformFleet fleet) {
        LinkSettings link = fleet.link();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("devices", Figures.count(fleet.names().size()));
        details.put(
                "planned rate",
                rate == 0
                        ? "as fast as acknowledgements allow"
                        : Figures.count(Math.round(rate)) + "/s on average (" + arrivals + ")");
        details.put("warm-up", WarmUpOption.words(warmUpSeconds()));
        details.put("topic", fleet.topic().text());
        details.put(
                "link",
                "QoS " + link.qos() + ", MQTT " + link.version() + ", "
                        + link.session().name().toLowerCase(Locale.ROOT) + " session, " + link.inFlight()
                        + " in flight at most");
        return new Setup(
                "publish",
                link.address().toString(),
                links.client(),
                link.seed(),
                ScenarioSetup.command(spec),
                details);
    }
}
