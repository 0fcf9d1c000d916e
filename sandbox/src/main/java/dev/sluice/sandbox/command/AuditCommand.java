package dev.sluice.sandbox.command;

import dev.sluice.sandbox.audit.AuditSettings;
import dev.sluice.sandbox.audit.Campaign;
import dev.sluice.sandbox.audit.CampaignReport;
import dev.sluice.sandbox.audit.Contract;
import dev.sluice.sandbox.audit.FaultKind;
import dev.sluice.sandbox.audit.ReportFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice audit}: a fault campaign. */
@Command(
        name = "audit",
        sortOptions = false,
        description = {
            "Runs a fault campaign on this machine: Kafka, the bridge and devices as processes, which are killed, stopped, frozen, starved",
            "and cut off while devices publish. Then every acknowledgement that a device was given is looked for in Kafka.",
            "What happens when is a function of the seed. Negative controls are part of it: losses made on purpose, which must be found."
        },
        footer = {
            "",
            "A full disk under Kafka or the journal is a small tmpfs, which takes the rights of root; without them those faults are left out, and the",
            "report says so.",
            "Its last line is: audit: sent= acknowledged= stored= lost= duplicated= reordered=",
            "Exit codes: 0 every acknowledged message is in Kafka, in order, everybody was served again after every fault, and the controls",
            "failed as they must; 1 otherwise; 2 wrong options; 3 one of the parts failed by itself; 130 stopped by Ctrl-C."
        })
final class AuditCommand implements Callable<Integer> {

    private static final int SHORT_FAULTS = 8;
    private static final long SHORT_MESSAGES = 10_000;
    private static final int FULL_FAULTS = 200;
    private static final long FULL_MESSAGES = 1_000_000;

    @Option(names = "--seed", defaultValue = "4", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--faults",
            paramLabel = "N",
            description = "Faults that strike while something is in flight. Default: " + FULL_FAULTS + ", with --short "
                    + SHORT_FAULTS + ".")
    private Integer faults;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description =
                    "Messages that must have been acknowledged before it ends. Default: 1000000, with --short 10000.")
    private Long messages;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            paramLabel = "N",
            description = "Messages per second, of all devices together. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--devices",
            defaultValue = "100",
            paramLabel = "N",
            description = "A quarter each for QoS 1 and 2 with MQTT 3.1.1 and 5. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--ack",
            defaultValue = "kafka",
            paramLabel = "kafka|spool",
            description =
                    "The contract of the bridge's rule; with spool its journal is part of it, and the disk under that fills up, too. "
                            + "Default: ${DEFAULT-VALUE}.")
    private String ack;

    @Option(
            names = "--exactly-once",
            description = "With exactly-once: true in the bridge's rule; then no message of QoS 2 may be there twice.")
    private boolean exactlyOnce;

    @Option(names = "--short", description = "A campaign of a minute or so, with the kinds that take no longer.")
    private boolean shortForm;

    @Option(
            names = "--kinds",
            split = ",",
            paramLabel = "KIND",
            description = "Only these kinds of fault (--plan shows them). Default: all, with --short the quick ones.")
    private List<String> kinds = List.of();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write the report there: .html, .json, .md or .txt. May be repeated.")
    private List<Path> reports = List.of();

    @Option(names = "--plan", description = "Print the plan of the campaign, and run nothing.")
    private boolean planOnly;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        AuditSettings settings = settings();
        List<ReportFile> files = files();
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.join(" ", settings.command()));
        if (planOnly) {
            settings.planInWords().forEach(out::println);
            out.flush();
            return ExitCode.GOOD;
        }
        CampaignReport report = Campaign.run(settings, line -> {
            out.println(line);
            out.flush();
        });
        files.forEach(file -> file.write(report));
        report.conclusion().forEach(out::println);
        out.flush();
        return report.passed() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private AuditSettings settings() {
        int faultsOrDefault = faults == null ? (shortForm ? SHORT_FAULTS : FULL_FAULTS) : faults;
        long messagesOrDefault = messages == null ? (shortForm ? SHORT_MESSAGES : FULL_MESSAGES) : messages;
        between("--faults", faultsOrDefault, 1, 100_000);
        between("--messages", messagesOrDefault, 1, 100_000_000);
        between("--rate", rate, 100, 100_000);
        between("--devices", devices, 4, 2_000);
        Contract contract = contract();
        return new AuditSettings(
                seed, faultsOrDefault, messagesOrDefault, rate, devices, shortForm, contract, kindsOrDefault(contract));
    }

    private Contract contract() {
        if (!ack.equals("kafka") && !ack.equals("spool")) {
            throw new ParameterException(spec.commandLine(), "--ack must be kafka or spool, not " + ack);
        }
        if (exactlyOnce && ack.equals("spool")) {
            throw new ParameterException(spec.commandLine(), "--exactly-once needs --ack kafka");
        }
        return new Contract(ack.equals("spool") ? Contract.Ack.SPOOL : Contract.Ack.KAFKA, exactlyOnce);
    }

    private Set<FaultKind> kindsOrDefault(Contract contract) {
        if (kinds.isEmpty()) {
            return FaultKind.usual(shortForm, contract);
        }
        Set<FaultKind> possible = FaultKind.usual(false, contract);
        Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
        for (String kind : kinds) {
            chosen.add(FaultKind.named(kind)
                    .filter(possible::contains)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--kinds " + kind + ": there are "
                                    + possible.stream()
                                            .sorted()
                                            .map(FaultKind::word)
                                            .collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private List<ReportFile> files() {
        List<ReportFile> files = new ArrayList<>();
        try {
            reports.forEach(path -> files.add(new ReportFile(path)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return files;
    }

    private void between(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
