package dev.sluice.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StrimziTest {

    private static final String STRIMZI = "strimzi: { enabled: true, cluster: events }";
    private static final String RULES = """
            config:
              kafka:
                dead-letter.topic: Letters_of.Sluice
                topics: { create: true, allow: ["telemetry.*", alarms], quarantine: lost }
              mappings:
                - { name: a, from: "d/{site}/t", to: { topic: "telemetry.{site}" } }
                - { name: b, from: "d/{site}/a", to: { topic: alarms }, exactly-once: true }
            persistence: { enabled: true }
            """;

    @Test
    void theTopicsAreThoseThatTheConfigurationNames() {
        assertThat(topics(STRIMZI).keySet()).containsExactlyInAnyOrder("mqtt.dead-letters", "mqtt.messages");
        assertThat(topics(STRIMZI, RULES, "strimzi: { topics: { telemetry.north: {} } }")
                        .keySet())
                .containsExactlyInAnyOrder(
                        "Letters_of.Sluice", "mqtt.messages", "mqtt.received", "lost", "alarms", "telemetry.north");
    }

    @Test
    void aMessageThatIsAcknowledgedSurvivesTheLossOfAMachine() {
        assertThat(topics(STRIMZI).values()).allSatisfy(topic -> {
            assertThat(topic.getSpec().getReplicas()).isEqualTo(3);
            assertThat(topic.getSpec().getConfig()).containsEntry("min.insync.replicas", 2);
        });
    }

    @Test
    void marksHaveOnePartitionAndAreCompacted() {
        var marks = topics(STRIMZI, RULES).get("mqtt.received").getSpec();

        assertThat(marks.getPartitions()).isEqualTo(1);
        assertThat(marks.getConfig())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("min.insync.replicas", 2);
    }

    @Test
    void whatIsWrittenAboutATopicHoldsForIt() {
        var topic = topics(
                        STRIMZI,
                        "strimzi: { topics: { mqtt.messages: { partitions: 48, config: { retention.ms: 604800000 } } } }")
                .get("mqtt.messages")
                .getSpec();

        assertThat(topic.getPartitions()).isEqualTo(48);
        assertThat(topic.getConfig()).containsEntry("retention.ms", 604800000).containsEntry("min.insync.replicas", 2);
    }

    @Test
    void topicsOutliveTheReleaseAndHaveNamesThatKubernetesTakes() {
        assertThat(topics(STRIMZI, RULES).values()).allSatisfy(topic -> {
            assertThat(topic.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
            assertThat(topic.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", "events");
            assertThat(topic.getMetadata().getName())
                    .matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
        });
    }

    @Test
    void theUserMayWriteAndLookAndNothingElse() {
        assertThat(rights(STRIMZI, "config: { on-unmapped: local }"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "topic mqtt.dead-letters", "describe describeconfigs write",
                        "cluster", "describeconfigs idempotentwrite"));
    }

    @Test
    void exactlyOnceNeedsItsTransactionalIdAndItsMarksAndLooksWhoseTransactionIsOpen() {
        assertThat(rights(STRIMZI, RULES))
                .containsEntry("transactionalId sluice prefix", "describe write")
                .containsEntry("topic mqtt.received", "describe describeconfigs read write")
                .containsEntry("topic telemetry. prefix", "create describe describeconfigs read write")
                .containsEntry("topic alarms", "create describe describeconfigs read write")
                .containsEntry("topic lost", "describe describeconfigs read write");
    }

    @Test
    void ofTheOlderKindToo() {
        var manifests = Chart.with(STRIMZI, "strimzi: { apiVersion: kafka.strimzi.io/v1beta2, namespace: kafka }");

        assertThat(manifests.objects())
                .filteredOn(object -> object.path("kind").asText().startsWith("Kafka"))
                .hasSize(3)
                .allSatisfy(object -> {
                    assertThat(object.path("apiVersion").asText()).isEqualTo("kafka.strimzi.io/v1beta2");
                    assertThat(object.at("/metadata/namespace").asText()).isEqualTo("kafka");
                });
    }

    @Test
    void whatNobodyCanTellIsAskedFor() {
        assertThatThrownBy(() -> Chart.with("strimzi: { enabled: true }")).hasMessageContaining("strimzi.cluster");
        assertThatThrownBy(() -> Chart.with(STRIMZI, """
                        config: { mappings: [{ name: a, from: "d/{site}/t", to: { topic: "{site}.telemetry" } }] }
                        """))
                .hasMessageContaining("rule a begins its topic with a placeholder");
    }

    private static Map<String, KafkaTopic> topics(String... values) {
        Map<String, KafkaTopic> topics = new TreeMap<>();
        for (var object : Chart.with(values).objects()) {
            if (object.path("kind").asText().equals("KafkaTopic")) {
                var topic = Typed.read(object, KafkaTopic.class);
                assertThat(topics.put(topic.getSpec().getTopicName(), topic)).isNull();
            }
        }
        return topics;
    }

    /** What the user may do, by resource; several rules for one count as one. */
    private static Map<String, String> rights(String... values) {
        var object = Chart.with(values).one("KafkaUser", "sluice");
        Typed.read(object, KafkaUser.class);
        Map<String, java.util.TreeSet<String>> rights = new TreeMap<>();
        for (JsonNode acl : object.at("/spec/authorization/acls")) {
            var resource = acl.path("resource");
            String what = (resource.path("type").asText() + " "
                            + resource.path("name").asText() + " "
                            + resource.path("patternType").asText())
                    .strip();
            var all = rights.computeIfAbsent(what, key -> new java.util.TreeSet<>());
            acl.path("operations")
                    .forEach(operation -> all.add(operation.asText().toLowerCase(java.util.Locale.ROOT)));
        }
        Map<String, String> joined = new TreeMap<>();
        rights.forEach((what, operations) -> joined.put(what, String.join(" ", operations)));
        return joined;
    }
}
