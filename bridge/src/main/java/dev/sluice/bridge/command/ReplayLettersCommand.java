package dev.sluice.bridge.command;

import dev.sluice.bridge.kafka.replay.DeadLetterTopic;
import dev.sluice.bridge.kafka.replay.Replay;
import dev.sluice.bridge.kafka.replay.ReplayReport;
import dev.sluice.bridge.kafka.replay.ReplaySettings;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.engine.MappingOutcome;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.rule.Match;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice dead-letters replay}. */
@Command(
        name = "replay",
        description = "Maps waiting letters by today's rules; with --fix, what maps now is stored, each letter once.",
        footer = {
            "",
            "Ends in 1 when letters stay that still do not map. They hold up no others, and a later run looks at",
            "them again. It may be interrupted or killed at any moment: nothing is lost, and nothing stored twice."
        })
final class ReplayLettersCommand implements Callable<Integer> {

    @Mixin
    private final LetterAccess access;

    @Mixin
    private LetterFilterOptions options = new LetterFilterOptions();

    @Spec
    private CommandSpec spec;

    @Option(names = "--fix", description = "Store what maps. Without it nothing is changed, only said.")
    private boolean fix;

    @Option(names = "--dry-run", description = "Change nothing and say what --fix would do (the default).")
    private boolean dryRun;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "At most N letters a second; 0 for as many as there are (default: ${DEFAULT-VALUE}).")
    private int maxRate;

    private final Function<SluiceSettings, Function<DeviceMessage, MappingOutcome>> engines;

    ReplayLettersCommand(
            LetterAccess access, Function<SluiceSettings, Function<DeviceMessage, MappingOutcome>> engines) {
        this.access = access;
        this.engines = engines;
    }

    @Override
    public Integer call() {
        if (fix && dryRun) {
            throw new ParameterException(spec.commandLine(), "--fix and --dry-run exclude each other");
        }
        if (maxRate < 0) {
            throw new ParameterException(spec.commandLine(), "--max-rate is 0 or more, not " + maxRate);
        }
        var command = spec.commandLine();
        return access.run(command.getErr(), (settings, topic) -> replay(settings, topic, command.getOut()));
    }

    private int replay(SluiceSettings settings, DeadLetterTopic topic, PrintWriter out) throws InterruptedException {
        var replay = new Replay(
                LetterAccess.clients(settings),
                engines.apply(settings),
                new ReplaySettings(
                        options.filter(),
                        fix,
                        access.group(),
                        maxRate,
                        settings.rules().match() == Match.ALL));
        var report = replay.run(topic);
        print(report, topic.name(), out);
        return report.left().isEmpty() ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private void print(ReplayReport report, String topic, PrintWriter out) {
        out.println(
                fix
                        ? report.replayedLetters() + " letters of " + topic + " were replayed as "
                                + report.writtenRecords() + " records."
                        : report.replayedLetters() + " letters of " + topic + " would become " + report.writtenRecords()
                                + " records. Nothing was changed; --fix stores them.");
        if (!report.left().isEmpty()) {
            out.println(report.leftLetters() + " letters stay where they are: "
                    + report.left().entrySet().stream()
                            .sorted(java.util.Map.Entry.comparingByKey())
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        out.println("dead-letters: read=" + report.readLetters() + " selected=" + report.selectedLetters()
                + (fix ? " replayed=" : " replayable=") + report.replayedLetters() + " already="
                + report.alreadyReplayed() + " left=" + report.leftLetters() + " foreign="
                + report.foreignRecords());
    }
}
