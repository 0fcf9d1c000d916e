package dev.sluice.bridge.command;

import dev.sluice.bridge.infer.Inference;
import dev.sluice.bridge.infer.LiveSample;
import dev.sluice.bridge.infer.Proposal;
import dev.sluice.bridge.infer.Sample;
import dev.sluice.bridge.infer.SampleUnreadable;
import dev.sluice.bridge.kafka.ProducerProperties;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.settings.SettingsFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice infer}: proposes rules and schemas for messages that were recorded, or that a broker has right now. */
@Command(
        name = "infer",
        description = {
            "Proposes rules and schemas from a sample of messages, and tries them on all of it.",
            "A sample has one JSON object a line: {\"topic\": \"…\", \"payload\": …} or {\"topic\": \"…\", \"payload-base64\": \"…\"}."
        },
        footer = {
            "",
            "For instance: mosquitto_sub -t '#' -F '%%j' -W 60 | sluice infer - --output proposal",
            "          or: sluice infer --broker tcp://localhost:1883 --seconds 60",
            "Ends in 1 when the sample cannot be read, in 2 when files are in the way."
        })
final class InferCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The sample; - reads it from standard input.")
    private Path file;

    @Option(
            names = "--broker",
            paramLabel = "URI",
            description = "Listen to this broker instead: tcp://host:port or ssl://host:port.")
    private URI broker;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to listen (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--filter",
            paramLabel = "FILTER",
            defaultValue = "#",
            description = "Which topics to listen to (default: ${DEFAULT-VALUE}).")
    private String filter;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "Where sluice.yaml and schemas/ are written; without it they are printed.")
    private Path output;

    @Option(names = "--force", description = "Write over files that are there.")
    private boolean force;

    @Override
    public Integer call() throws InterruptedException {
        if ((file == null) == (broker == null)) {
            throw new ParameterException(spec.commandLine(), "expected a sample: either FILE or --broker URI");
        }
        if (broker != null
                && (broker.getHost() == null || !List.of("tcp", "ssl").contains(broker.getScheme()))) {
            throw new ParameterException(spec.commandLine(), "--broker " + broker + ": expected tcp://host:port");
        }
        try {
            var work = Files.createTempDirectory("sluice-infer");
            try {
                return proposed(work);
            } finally {
                remove(work);
            }
        } catch (SampleUnreadable unreadable) {
            spec.commandLine().getErr().println("The sample cannot be used: " + unreadable.getMessage());
            return ExitCode.CHECK_FAILED;
        } catch (IOException failed) {
            throw new EnvironmentException("The sample or the proposal cannot be read or written: " + failed, failed);
        }
    }

    private int proposed(Path work) throws IOException, SampleUnreadable, InterruptedException {
        var proposal = new Inference(new Sample(sample(work)), InferCommand::read).propose(work.resolve("proposal"));
        var out = spec.commandLine().getOut();
        if (output == null) {
            out.print(proposal.yaml());
            proposal.schemas().forEach((name, text) -> {
                out.println();
                out.println("# " + Proposal.SCHEMAS_FOLDER + "/" + name);
                out.print(text);
            });
            return ExitCode.GOOD;
        }
        var inTheWay = Stream.concat(
                        Stream.of(output.resolve("sluice.yaml")),
                        proposal.schemas().keySet().stream()
                                .map(name ->
                                        output.resolve(Proposal.SCHEMAS_FOLDER).resolve(name)))
                .filter(Files::exists)
                .toList();
        if (!inTheWay.isEmpty() && !force) {
            spec.commandLine()
                    .getErr()
                    .println(inTheWay.get(0)
                            + " is there already; --force writes over it, --output names another folder.");
            return ExitCode.CONFIGURATION;
        }
        Inference.write(proposal, output);
        out.println(output.resolve("sluice.yaml") + ": " + proposal.rules()
                + (proposal.rules() == 1 ? " rule" : " rules") + " and "
                + proposal.schemas().size() + (proposal.schemas().size() == 1 ? " schema" : " schemas") + " from "
                + proposal.messages() + " messages, none of which they reject. Read the comments, then: sluice lint -c "
                + output.resolve("sluice.yaml"));
        return ExitCode.GOOD;
    }

    /** A file that can be read several times. */
    private Path sample(Path work) throws IOException, InterruptedException {
        var recorded = work.resolve("sample.ndjson");
        if (broker != null) {
            LiveSample.record(broker, filter, Duration.ofSeconds(seconds), recorded);
            return recorded;
        }
        if (file.toString().equals("-")) {
            Files.copy(System.in, recorded, StandardCopyOption.REPLACE_EXISTING);
            return recorded;
        }
        return file;
    }

    private static MappingRules read(Path proposal) {
        var source = SettingsFile.of(proposal, List.of());
        return source.read(SluiceSettings.reader(new ProducerProperties(), source.folder()))
                .orElseThrow(() -> new IllegalStateException(
                        "what was proposed " + source.problems().render()))
                .rules();
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
