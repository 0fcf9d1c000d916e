package dev.sluice.bridge.command;

import dev.sluice.bridge.explain.Explanation;
import dev.sluice.bridge.explain.ExplanationJson;
import dev.sluice.bridge.explain.ExplanationText;
import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import dev.sluice.mapping.topic.TopicName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice explain}: what would become of a message, without sending it anywhere. */
@Command(
        name = "explain",
        description =
                "Says which rule takes an MQTT topic and where its messages go; with a payload, what record becomes of it.",
        footer = {
            "",
            "For instance: sluice explain devices/north/d7/telemetry payload.json",
            "Ends in 1 when the message would be rejected. Nothing is sent, and Kafka is asked only with --kafka."
        })
final class ExplainCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions configuration;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "An MQTT topic, without wildcards.")
    private String topic;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PAYLOAD-FILE",
            description = "A file with a message's payload; - reads it from standard input.")
    private Path payload;

    @Option(names = "--hex", paramLabel = "HEX", description = "The payload itself in hexadecimal, instead of a file.")
    private String hex;

    @Option(
            names = {"--client", "--client-id"},
            paramLabel = "ID",
            defaultValue = "device-1",
            description = "The client id of the device that publishes (default: ${DEFAULT-VALUE}).")
    private String clientId;

    @Option(
            names = "--qos",
            paramLabel = "QOS",
            defaultValue = "1",
            description = "The message's QoS (default: ${DEFAULT-VALUE}).")
    private int qos;

    @Option(names = "--retained", description = "The message has the retain flag.")
    private boolean retained;

    @Option(names = "--content-type", paramLabel = "TYPE", description = "MQTT 5's content type.")
    private String contentType;

    @Option(
            names = "--user-property",
            paramLabel = "NAME=VALUE",
            description = "An MQTT 5 user property; may be repeated.")
    private Map<String, String> userProperties = new LinkedHashMap<>();

    @ArgGroup(exclusive = true)
    private PartitionOptions partitions = new PartitionOptions();

    @Mixin
    private FormatOption format = new FormatOption();

    ExplainCommand(ConfigurationOptions configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        TopicName.complaint(topic).ifPresent(why -> refuse("TOPIC " + topic + ": " + why));
        if (qos < 0 || qos > 2) {
            refuse("--qos is 0, 1 or 2, not " + qos);
        }
        if (payload != null && hex != null) {
            refuse("PAYLOAD-FILE and --hex are two payloads; a message has one");
        }
        var bytes = payloadBytes();
        var settings = configuration.read(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        return explained(settings.get(), bytes) ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private boolean explained(SluiceSettings settings, byte[] bytes) {
        var explanation =
                bytes == null ? Explanation.ofTopic(settings, topic) : Explanation.ofMessage(settings, message(bytes));
        var partitioning = partitions.partitioning(settings.kafka());
        var out = spec.commandLine().getOut();
        switch (format.chosen()) {
            case text -> new ExplanationText(explanation, partitioning, out).print();
            case json -> out.println(new ExplanationJson(explanation, partitioning).text());
        }
        return explanation.isAccepted();
    }

    private DeviceMessage message(byte[] bytes) {
        var properties = userProperties.entrySet().stream()
                .map(property -> new UserProperty(property.getKey(), property.getValue()))
                .toList();
        return new DeviceMessage(
                topic,
                clientId,
                qos,
                retained,
                false,
                bytes,
                System.currentTimeMillis(),
                "(new for every message)",
                contentType == null && properties.isEmpty()
                        ? MessageProperties.NONE
                        : new MessageProperties(contentType, null, null, null, null, List.copyOf(properties)));
    }

    /** Null when only the topic is asked about. */
    private byte[] payloadBytes() {
        if (hex != null) {
            try {
                return HexFormat.of().parseHex(hex.replace(" ", "").replace(":", ""));
            } catch (IllegalArgumentException notHex) {
                refuse("--hex " + hex + ": expected pairs of hexadecimal digits");
            }
        }
        if (payload == null) {
            return null;
        }
        boolean standardInput = payload.toString().equals("-");
        try {
            return standardInput ? System.in.readAllBytes() : Files.readAllBytes(payload);
        } catch (IOException unreadable) {
            throw new EnvironmentException("The payload " + payload + " cannot be read: " + unreadable, unreadable);
        }
    }

    private void refuse(String why) {
        throw new ParameterException(spec.commandLine(), why);
    }
}
