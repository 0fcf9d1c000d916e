package dev.sluice.bridge.command;

import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.topic.TopicName;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            "Ends in 1 when the message would be rejected. Kafka is not asked and nothing is sent."
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

    @Option(
            names = "--client-id",
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

    ExplainCommand(ConfigurationOptions configuration) {
        this.configuration = configuration;
    }

    @Override
    public Integer call() {
        TopicName.complaint(topic).ifPresent(why -> refuse("TOPIC " + topic + ": " + why));
        if (qos < 0 || qos > 2) {
            refuse("--qos is 0, 1 or 2, not " + qos);
        }
        var settings = configuration.read(spec.commandLine().getErr());
        if (settings.isEmpty()) {
            return ExitCode.CONFIGURATION;
        }
        return explained(settings.get(), spec.commandLine().getOut()) ? ExitCode.GOOD : ExitCode.CHECK_FAILED;
    }

    private boolean explained(SluiceSettings settings, PrintWriter out) {
        var explanation = new Explanation(settings, out);
        if (payload == null) {
            return explanation.route(topic);
        }
        return explanation.message(new DeviceMessage(
                topic,
                clientId,
                qos,
                false,
                false,
                payloadBytes(),
                System.currentTimeMillis(),
                "(new for every message)",
                MessageProperties.NONE));
    }

    private byte[] payloadBytes() {
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
