package dev.sluice.bridge.command;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.kafka.replay.DeadLetterTopic;
import dev.sluice.bridge.kafka.replay.StoredLetter;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice dead-letters list}. */
@Command(
        name = "list",
        description =
                "Lists letters that wait: place, time, reason, rule, MQTT topic, client id, size, detail. Never a payload.",
        footer = {"", "Reads the topic and changes nothing."})
final class ListLettersCommand implements Callable<Integer> {

    private enum Format {
        text,
        json
    }

    @Mixin
    private final LetterAccess access;

    @Mixin
    private LetterFilterOptions options = new LetterFilterOptions();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "The newest N letters; 0 for all, by partition (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json: one object a line (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(names = "--replayed", description = "Also letters that have been replayed already.")
    private boolean withReplayed;

    ListLettersCommand(LetterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        if (limit < 0 || limit > 1_000_000) {
            throw new ParameterException(spec.commandLine(), "--limit is 0 to 1000000, not " + limit);
        }
        var command = spec.commandLine();
        return access.run(command.getErr(), (settings, topic) -> list(topic, command.getOut(), command.getErr()));
    }

    private int list(DeadLetterTopic topic, PrintWriter out, PrintWriter err) throws InterruptedException {
        var filter = options.filter();
        var newest = new NewestLetters(limit);
        BiConsumer<DeadLetter, String> sink = limit == 0 ? (letter, line) -> out.println(line) : newest::add;
        long[] counts = new long[3]; // found, replayed, foreign
        for (var range : topic.ranges()) {
            var replayed = topic.replayed(range.partition());
            var wanted = filter.since().isPresent()
                    ? topic.since(range, filter.since().get().toEpochMilli())
                    : range;
            topic.read(wanted, stored -> {
                if (stored.letter().isEmpty()) {
                    counts[2]++;
                    return;
                }
                var letter = stored.letter().get();
                if (!filter.matches(letter)) {
                    return;
                }
                boolean isReplayed = replayed.contains(stored);
                counts[isReplayed ? 1 : 0]++;
                if (withReplayed || !isReplayed) {
                    sink.accept(letter, line(stored, letter, isReplayed));
                }
            });
        }
        newest.lines().forEach(out::println);
        out.flush();
        err.println(topic.name() + ": waiting=" + counts[0] + " replayed=" + counts[1] + " foreign=" + counts[2]
                + (limit > 0 && counts[0] > limit ? "; the newest " + limit + " are shown (--limit)" : ""));
        return ExitCode.GOOD;
    }

    private String line(StoredLetter stored, DeadLetter letter, boolean isReplayed) {
        if (format == Format.json) {
            return LetterText.json(stored, letter, isReplayed);
        }
        return LetterText.line(stored, letter) + (isReplayed ? " (replayed)" : "");
    }
}
