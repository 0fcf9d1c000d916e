package dev.sluice.simulator.command;

import dev.sluice.simulator.fleet.Fleet;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.progress.ProgressLine;
import dev.sluice.simulator.publish.NoBrokerException;
import dev.sluice.simulator.publish.PublishRun;
import dev.sluice.simulator.publish.RunResult;
import dev.sluice.simulator.publish.RunSettings;
import dev.sluice.simulator.publish.UniformFleet;
import dev.sluice.simulator.publish.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary there as JSON.")
    private Path json;

    @Option(names = "--quiet", description = "Show no progress, only the summary.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        UniformFleet prepared;
        try {
            prepared = prepare();
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
        PublishRun run = new PublishRun(fleet, runSettings(prepared.link()), progress);
        return new StopSignal(run::stop).whileRunning(() -> {
            try (fleet) {
                return report(run.run(), prepared.link());
            } catch (NoBrokerException e) {
                progress.clear();
                spec.commandLine().getErr().println(e.getMessage());
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
                link,
                links.credentials());
    }

    private RunSettings runSettings(LinkSettings link) {
        return new RunSettings(
                link.address().toString(),
                link.qos(),
                link.reconnect(),
                seconds,
                Optional.ofNullable(until),
                connectTimeout,
                waitAcks,
                Optional.ofNullable(ledger).map(LedgerFile::new));
    }

    private int report(RunResult result, LinkSettings link) throws IOException {
        Summary summary = new Summary(link, links.client(), result);
        spec.commandLine().getOut().println(summary.text());
        spec.commandLine().getOut().flush();
        if (json != null) {
            summary.writeJson(json);
        }
        if (result.interrupted()) {
            return ExitCode.INTERRUPTED;
        }
        return result.completed() == 0 ? ExitCode.CHECK_FAILED : ExitCode.GOOD;
    }
}
