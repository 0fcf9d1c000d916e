package dev.sluice.bridge.settings;

import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Everything that the person who runs Sluice has chosen. One that exists is right. */
public record SluiceSettings(
        MqttSettings mqtt,
        KafkaSettings kafka,
        ManagementSettings management,
        SchemaSettings schemas,
        ShutdownSettings shutdown) {

    /**
     * How a whole configuration is read, for {@code SettingsFile.read}.
     *
     * @param vocabulary what the producer says about its properties
     * @param folder where relative paths start
     */
    public static BiFunction<Node, Problems, SluiceSettings> reader(ProducerVocabulary vocabulary, Path folder) {
        return (root, problems) -> read(root, vocabulary, folder, problems);
    }

    private static SluiceSettings read(Node root, ProducerVocabulary vocabulary, Path folder, Problems problems) {
        var kafkaNode = root.map("kafka", problems);
        var kafka = KafkaSettings.read(kafkaNode, vocabulary, problems);
        var mqtt = MqttSettings.read(root.map("mqtt", problems), kafka.usualMaxPacket(vocabulary), problems);
        budgetHoldsAPacket(kafkaNode, kafka, mqtt.maxPacket(), problems);
        return new SluiceSettings(
                mqtt,
                kafka,
                ManagementSettings.read(root.map("management", problems), problems),
                SchemaSettings.read(root.map("schemas", problems), folder, problems),
                ShutdownSettings.read(root.map("shutdown", problems), problems));
    }

    /** A message that is larger than the whole budget would never be sent and its device would wait for ever. */
    private static void budgetHoldsAPacket(Node kafkaNode, KafkaSettings kafka, DataSize maxPacket, Problems problems) {
        DataSize budget = kafka.inFlight().bytes();
        if (budget.compareTo(maxPacket) < 0) {
            kafkaNode
                    .map("in-flight", problems)
                    .complain(
                            "bytes",
                            budget + " cannot hold one packet of mqtt.max-packet (" + maxPacket + ")",
                            "OUT-OF-RANGE",
                            problems);
        }
    }
}
