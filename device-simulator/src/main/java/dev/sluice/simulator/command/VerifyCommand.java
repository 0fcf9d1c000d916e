package dev.sluice.simulator.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.sluice.simulator.audit.Audit;
import dev.sluice.simulator.audit.AuditReport;
import dev.sluice.simulator.audit.ReportText;
import dev.sluice.simulator.decode.ValueDecoder;
import dev.sluice.simulator.ledger.Ledger;
import dev.sluice.simulator.ledger.LedgerFile;
import dev.sluice.simulator.ledger.LedgerFormatException;
import dev.sluice.simulator.progress.Figures;
import dev.sluice.simulator.progress.ProgressLine;
import dev.sluice.simulator.readback.KafkaAwayException;
import dev.sluice.simulator.readback.KafkaTopics;
import dev.sluice.simulator.readback.TopicSelection;
import dev.sluice.simulator.registry.RegistryAwayException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code simulate verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Holds Kafka to a ledger: reads topics from the beginning to their end of now, decodes the records with Avro's own "
                    + "library, and says for each device what is lost, duplicated, out of order or was never sent.",
            "Order is judged within a partition; a record that cannot be decoded is an error."
        },
        footer = {
            "",
            "Its last line is: audit: sent= acknowledged= stored= lost= duplicated= reordered=",
            "Exit codes: 0 every acknowledged message is stored; 1 one is missing, a record cannot be decoded, or nothing was "
                    + "acknowledged at all (at QoS 0 nothing ever is); 2 usage, or the ledger is damaged; 3 Kafka or the registry "
                    + "cannot be reached or lets nobody in, or a file cannot be read."
        })
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--ledger", required = true, paramLabel = "FILE", description = "What the publisher wrote.")
    private Path ledger;

    @Option(
            names = "--kafka",
            defaultValue = "localhost:9092",
            paramLabel = "HOST:PORT[,…]",
            description = "Bootstrap servers. Default: ${DEFAULT-VALUE}.")
    private String kafka;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties of a Kafka client, such as security.protocol and sasl.jaas.config.")
    private Path kafkaConfig;

    @Option(
            names = "--topics",
            required = true,
            paramLabel = "REGEX|NAME[,…]",
            description = "Topics to read: names, or expressions that match whole names.")
    private String topics;

    @Mixin
    private ValueOptions values;

    @Option(
            names = "--isolation",
            defaultValue = "read_uncommitted",
            paramLabel = "LEVEL",
            description = "read_uncommitted or read_committed. Default: ${DEFAULT-VALUE}.")
    private String isolation;

    @Option(
            names = "--strict",
            description = "Fail on duplicates, messages out of order and messages that were never sent, too.")
    private boolean strict;

    @Option(
            names = "--show",
            defaultValue = "0",
            paramLabel = "N",
            description = "Print a decoded record of each of the first N keys.")
    private int show;

    @Option(
            names = "--timeout",
            defaultValue = "15",
            paramLabel = "S",
            description = "How long Kafka may be silent. Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there as JSON.")
    private Path json;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        try {
            Ledger books = new LedgerFile(ledger).read();
            ValueDecoder decoder = values.decoder();
            TopicSelection selection = TopicSelection.parse(topics);
            if (!Set.of("read_uncommitted", "read_committed").contains(isolation) || timeout < 1) {
                throw new IllegalArgumentException(
                        "--isolation must be read_uncommitted or read_committed, and --timeout at least 1");
            }
            try (KafkaTopics source = KafkaTopics.at(
                    kafka,
                    KafkaOptions.properties(kafkaConfig),
                    isolation.equals("read_committed"),
                    Duration.ofSeconds(timeout))) {
                return audit(books, decoder, selection, source);
            }
        } catch (LedgerFormatException e) {
            err.println(e.getMessage());
            return ExitCode.USAGE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (KafkaAwayException | RegistryAwayException e) {
            String why = e.getMessage();
            err.println(why + (why.endsWith(".") ? "" : ".") + " Nothing was audited.");
            return ExitCode.ENVIRONMENT;
        }
    }

    private int audit(Ledger books, ValueDecoder decoder, TopicSelection selection, KafkaTopics source)
            throws KafkaAwayException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (books.state() == Ledger.State.RUNNING) {
            out.println("note: the publisher did not end cleanly; its ledger is as of "
                    + Instant.ofEpochMilli(books.writtenAtMillis())
                    + ". What it sent later counts as unexpected here.");
        }
        Collection<String> existing = source.existing();
        selection.unmatched(existing).forEach(item -> out.println("note: no topic matches \"" + item + "\"."));
        Set<String> chosen = selection.among(existing);

        Audit audit = new Audit(books);
        ProgressLine progress = new ProgressLine(System.out, ProgressLine.Style.detect(quiet), System::nanoTime);
        StoredReadings readings = new StoredReadings(decoder, audit, show, progress, out);
        long start = System.nanoTime();
        int partitions;
        try {
            partitions = source.read(chosen, readings);
        } catch (KafkaAwayException e) {
            if (readings.count() == 0) {
                throw e;
            }
            progress.clear();
            spec.commandLine().getErr().println(e.getMessage());
            out.println(ReportText.unfinished(audit.report(), readings.count()));
            out.flush();
            return ExitCode.ENVIRONMENT;
        }
        progress.clear();
        out.println(
                "Read " + Figures.plural(readings.count(), "record") + " of " + Figures.plural(chosen.size(), "topic")
                        + " (" + Figures.plural(partitions, "partition") + ") in "
                        + Figures.seconds((System.nanoTime() - start) / 1e9) + ".");

        AuditReport report = audit.report();
        ReportText.of(report).forEach(out::println);
        if (json != null) {
            writeJson(report);
        }
        out.println(report.line());
        out.flush();
        return report.passes(strict) ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private void writeJson(AuditReport report) throws IOException {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("qos", report.qos());
        figures.put("sent", report.sent());
        figures.put("acknowledged", report.acknowledged());
        figures.put("stored", report.stored());
        figures.put("lost", report.lost());
        figures.put("duplicated", report.duplicated());
        figures.put("sameEventId", report.sameEventId());
        figures.put("marked", report.marked());
        figures.put("reordered", report.reordered());
        figures.put("spread", report.spread());
        figures.put("unexpected", report.unexpected());
        figures.put("undecodable", report.undecodable());
        figures.put("findings", ReportText.of(report));
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), figures);
    }
}
