package dev.sluice.mapping.engine;

import static dev.sluice.mapping.engine.EngineFixture.RULES;
import static dev.sluice.mapping.engine.EngineFixture.engine;
import static dev.sluice.mapping.engine.EngineFixture.mapped;
import static dev.sluice.mapping.engine.EngineFixture.message;
import static dev.sluice.mapping.engine.EngineFixture.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.RejectReason;
import dev.sluice.mapping.rule.MappingRules;
import dev.sluice.mapping.rule.OnUnmapped;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which rule takes a message, which Kafka topic it goes to, and when it goes nowhere. */
class MessageRoutingTest {

    @Test
    void aMessageThatDoesNotFitIsRejectedByItsRule() {
        var engine = engine(RULES);
        var topic = "devices/s/d/telemetry";

        var notJson = rejected(engine.map(message(topic, "hello")));
        assertThat(notJson.reason()).isEqualTo(RejectReason.PAYLOAD_NOT_DECODABLE);
        assertThat(notJson.rule().name()).isEqualTo("telemetry");
        assertThat(rejected(engine.map(message(topic, "{\"seq\":1}"))).reason()).isEqualTo(RejectReason.FIELD_MISSING);

        var noKey = rejected(engine.map(message(topic, "{\"reading\":{\"temperature\":1}}")));
        assertThat(noKey.reason()).isEqualTo(RejectReason.FIELD_MISSING);
        assertThat(noKey.detail()).isEqualTo("payload.seq is not in the message, and the key needs it");

        // The thread's buffers are fit for the next message.
        assertThat(mapped(engine.map(message(topic, "{\"seq\":1,\"reading\":{\"temperature\":1}}"))))
                .isNotNull();
    }

    @Test
    void kafkaTopicsThatCannotBeAreRejected() {
        var engine = engine(RULES);

        assertThat(rejected(engine.map(message("bare/" + "x".repeat(250), ""))).reason())
                .isEqualTo(RejectReason.TOPIC_TOO_LONG);
        assertThat(rejected(engine.map(message("bare/", ""))).reason()).isEqualTo(RejectReason.TOPIC_INTERNAL);
        assertThat(mapped(engine.map(message("bare/__consumer_offsets", ""))).topic())
                .isEqualTo("_5f_5fconsumer_5foffsets");
        assertThat(rejected(engine.map(message("routed", "{\"kind\":\"" + "x".repeat(250) + "\"}")))
                        .reason())
                .isEqualTo(RejectReason.TOPIC_TOO_LONG);
        assertThat(rejected(engine.map(message("routed", "{}"))).reason()).isEqualTo(RejectReason.FIELD_MISSING);
        assertThat(mapped(engine.map(message("routed", "{\"kind\":\"a b\"}"))).topic())
                .isEqualTo("kind.a_20b");
    }

    @Test
    void whatNoRuleTakesFollowsOnUnmapped() {
        assertThat(mapped(engine(RULES).map(message("other", ""))).topic()).isEqualTo("mqtt.messages");
        assertThat(mapped(engine(RULES).map(message("$odd/topic", ""))).topic()).isEqualTo("mqtt.messages");
        assertThat(engine("on-unmapped: local").map(message("a", ""))).isEqualTo(new Ignored(OnUnmapped.LOCAL));
        assertThat(engine("on-unmapped: refuse").map(message("a", ""))).isEqualTo(new Ignored(OnUnmapped.REFUSE));
    }

    @Test
    void aTopicCanBeExplained() {
        var engine = engine(RULES);

        var route = engine.explain("devices/north.1/d7/telemetry").get(0);
        assertThat(route.rule().source()).isEqualTo("sluice.yaml:2");
        assertThat(route.pattern()).contains("devices/{site}/{device}/telemetry");
        assertThat(route.captures()).containsExactly(Map.entry("site", "north.1"), Map.entry("device", "d7"));
        assertThat(route.kafkaTopic()).isEqualTo("telemetry.north_2e1");
        assertThat(engine.explain("routed").get(0).kafkaTopic()).isEqualTo("kind.{payload.kind}");
        assertThat(engine.explain("bare/").get(0).complaint()).contains(RejectReason.TOPIC_INTERNAL);
        assertThat(engine.explain("other").get(0))
                .isEqualTo(new Route(
                        MappingRules.ENVELOPE, Optional.empty(), Map.of(), "mqtt.messages", Optional.empty()));
        assertThat(engine("on-unmapped: local").explain("other")).isEmpty();
    }

    @Test
    void topicsThatAreKnownBeforehandCanBeWarmedUp() {
        assertThat(engine(RULES).constantTopics()).containsExactly("frames", "known", "mqtt.messages");
        assertThat(engine("on-unmapped: local").constantTopics()).isEmpty();
    }
}
