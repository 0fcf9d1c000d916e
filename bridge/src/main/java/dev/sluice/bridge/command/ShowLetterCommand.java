package dev.sluice.bridge.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.bridge.deadletter.DeadLetter;
import dev.sluice.bridge.explain.Explanation;
import dev.sluice.bridge.explain.ExplanationText;
import dev.sluice.bridge.explain.Partitioning;
import dev.sluice.bridge.kafka.replay.DeadLetterTopic;
import dev.sluice.bridge.settings.SluiceSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice dead-letters show}: the one command that prints what a device sent. */
@Command(
        name = "show",
        description = "Shows one letter with its payload, and what today's rules would make of it.",
        footer = {"", "Ends in 1 when there is no letter in that place. Changes nothing."})
final class ShowLetterCommand implements Callable<Integer> {

    private static final Partitioning UNKNOWN = (topic, key) -> new Partitioning.Answer(-1, 0, "not asked for");

    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

    @Mixin
    private final LetterAccess access;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PARTITION:OFFSET", description = "As list names it: 3:1207.")
    private String place;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Bytes of the payload to show (default: ${DEFAULT-VALUE}).")
    private int bytes;

    ShowLetterCommand(LetterAccess access) {
        this.access = access;
    }

    @Override
    public Integer call() {
        var matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            throw new ParameterException(spec.commandLine(), "PARTITION:OFFSET is two numbers, as in 3:1207");
        }
        int partition = Integer.parseInt(matcher.group(1));
        long offset = Long.parseLong(matcher.group(2));
        var command = spec.commandLine();
        return access.run(
                command.getErr(), (settings, topic) -> show(settings, topic, partition, offset, command.getOut()));
    }

    private int show(SluiceSettings settings, DeadLetterTopic topic, int partition, long offset, PrintWriter out)
            throws InterruptedException {
        var stored = topic.at(partition, offset);
        if (stored.isEmpty() || stored.get().letter().isEmpty()) {
            out.println(place + ": "
                    + (stored.isEmpty() ? "there is no record, or none any more" : "this record is no dead letter"));
            return ExitCode.CHECK_FAILED;
        }
        var letter = stored.get().letter().get();
        out.println(place);
        headers(letter, out);
        line(out, "replayed", topic.replayed(partition).contains(stored.get()) ? "yes" : "no");
        payload(letter, out);
        out.println();
        if (letter.cut().anything()) {
            out.println("It is not replayed, whatever the rules: not all of the message is here.");
        } else {
            out.println("Today's rules:");
            new ExplanationText(Explanation.ofMessage(settings, letter.message()), UNKNOWN, out).print();
        }
        return ExitCode.GOOD;
    }

    private static void headers(DeadLetter letter, PrintWriter out) {
        var message = letter.message();
        var properties = message.properties();
        line(out, "time", Instant.ofEpochMilli(message.receivedAtMillis()).toString());
        line(out, "reason", letter.reason());
        line(out, "detail", letter.detail());
        line(out, "rule", letter.rule());
        letter.schemaId().ifPresent(id -> line(out, "schema id", Integer.toString(id)));
        line(out, "MQTT topic", message.topic());
        line(out, "client id", message.clientId());
        line(out, "event id", message.eventId());
        line(
                out,
                "QoS",
                message.qos() + (message.retained() ? ", retained" : "") + (message.duplicate() ? ", sent again" : ""));
        line(out, "content type", properties.contentType());
        line(out, "response to", properties.responseTopic());
        if (properties.correlationData() != null) {
            line(out, "correlation", properties.correlationData().length + " bytes");
        }
        if (properties.messageExpirySeconds() != null) {
            line(out, "expiry", properties.messageExpirySeconds() + " s");
        }
        if (properties.payloadFormatIndicator() != null) {
            line(out, "format", properties.payloadFormatIndicator() == 1 ? "UTF-8" : "bytes");
        }
        properties
                .userProperties()
                .forEach(property -> line(out, "property", property.name() + " = " + property.value()));
        if (letter.cut().anything()) {
            line(out, "cut", letter.cut().words());
        }
    }

    private void payload(DeadLetter letter, PrintWriter out) {
        var payload = letter.message().payload();
        int shown = Math.max(0, Math.min(bytes, payload.length));
        line(
                out,
                "payload",
                letter.cut().payloadBytes() + " bytes"
                        + (letter.cut().payload() ? ", of which " + payload.length + " are here" : "")
                        + (shown < payload.length ? "; the first " + shown + " (--bytes)" : ""));
        HexDump.print(payload, shown, out);
        new String(payload, 0, shown, UTF_8)
                .lines()
                .forEach(text -> out.println("    " + LetterText.printable(text.replace("\t", "  "))));
    }

    private static void line(PrintWriter out, String label, String text) {
        if (text != null) {
            out.printf("  %-12s %s%n", label, LetterText.printable(text));
        }
    }
}
