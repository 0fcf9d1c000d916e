package dev.sluice.bridge.settings;

import dev.sluice.bridge.authentication.AuthenticationSettings;
import dev.sluice.bridge.authorization.AuthorizationSettings;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.schema.SchemaSource;
import dev.sluice.mapping.settings.DataSize;
import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Everything that the person who runs Sluice has chosen. One that exists is right. */
public record SluiceSettings(
        MqttSettings mqtt,
        AuthenticationSettings authentication,
        AuthorizationSettings authorization,
        KafkaSettings kafka,
        ManagementSettings management,
        SchemaSettings schemas,
        MappingRules rules,
        ReloadSettings reload,
        ShutdownSettings shutdown,
        DataSettings data,
        SpoolSettings spool) {

    /** Sections that a running process cannot change. */
    public static final Set<String> FIXED_SECTIONS =
            Set.of("mqtt", "kafka", "management", "reload", "shutdown", "data", "spool");

    /** Sections that a running process can change, and that are not about what becomes of messages. */
    private static final Set<String> ACCESS_SECTIONS = Set.of("authentication", "authorization");

    /**
     * How the rules alone are read, from a whole configuration or from one with nothing but rules: other sections are not looked into.
     *
     * @param folder where relative paths start
     * @param usual the schema folder when none is written, and the registry in any case
     */
    public static BiFunction<Node, Problems, MappingRules> rulesReader(Path folder, SchemaSettings usual) {
        return (root, problems) -> {
            FIXED_SECTIONS.forEach(section -> root.map(section, problems).skip());
            ACCESS_SECTIONS.forEach(section -> root.map(section, problems).skip());
            var schemasNode = root.map("schemas", problems);
            return readRules(root, usual.forRules(schemasNode, folder, problems).load(schemasNode, problems), problems);
        };
    }

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
        var authentication = AuthenticationSettings.read(root.map("authentication", problems), problems);
        var mqtt = MqttSettings.read(
                root.map("mqtt", problems),
                folder,
                kafka.usualMaxPacket(vocabulary),
                authentication.saysWhoMayComeIn(),
                problems);
        var authorization = AuthorizationSettings.read(root, problems);
        budgetHoldsAPacket(kafkaNode, kafka, mqtt.maxPacket(), problems);
        var data = DataSettings.read(root.map("data", problems), folder, problems);
        var schemasNode = root.map("schemas", problems);
        var schemas = SchemaSettings.read(schemasNode, folder, problems);
        return new SluiceSettings(
                mqtt,
                authentication,
                authorization,
                kafka,
                ManagementSettings.read(root.map("management", problems), problems),
                schemas,
                readRules(root, schemas.load(schemasNode, problems), problems),
                ReloadSettings.read(root.map("reload", problems), problems),
                ShutdownSettings.read(root.map("shutdown", problems), problems),
                data,
                SpoolSettings.read(root.map("spool", problems), folder, data.folder(), problems));
    }

    /** Where the schemas cannot be used, that is the problem, and not that rules do not find theirs. */
    private static MappingRules readRules(Node root, Optional<SchemaSource> schemas, Problems problems) {
        if (schemas.isPresent()) {
            return MappingRules.read(root, schemas.get(), problems);
        }
        var others = new Problems("");
        var rules = MappingRules.read(root, name -> Optional.empty(), others);
        others.all().stream()
                .filter(problem -> !problem.code().equals("SCHEMA-MISSING")
                        && !problem.code().equals("NO-REGISTRY"))
                .forEach(problems::add);
        return rules;
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
