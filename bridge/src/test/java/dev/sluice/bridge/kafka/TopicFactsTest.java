package dev.sluice.bridge.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.junit.jupiter.api.Test;

class TopicFactsTest {

    @Test
    void whatTheBrokerTellsHolds() {
        var facts = TopicFacts.of(config(
                "max.message.bytes=2097164",
                "message.timestamp.type=LogAppendTime",
                "message.timestamp.before.max.ms=60000",
                "message.timestamp.after.max.ms=1000"));

        assertThat(facts).isEqualTo(new TopicFacts(2_097_164, true, 60_000, 1_000));
    }

    @Test
    void aBrokerThatTellsNothingHasTheUsual() {
        assertThat(TopicFacts.of(new Config(List.of()))).isEqualTo(TopicFacts.USUAL);
        assertThat(TopicFacts.of(new Config(List.of(new ConfigEntry("max.message.bytes", null)))))
                .isEqualTo(TopicFacts.USUAL);
    }

    @Test
    void theOneLimitOfAnOlderBrokerCountsInBothDirections() {
        var facts = TopicFacts.of(config("message.timestamp.difference.max.ms=5000"));

        assertThat(facts.accepted(10_000, 15_000)).isEqualTo(10_000);
        assertThat(facts.accepted(10_000, 15_001)).isEqualTo(15_001);
        assertThat(facts.accepted(20_001, 15_000)).isEqualTo(15_000);
    }

    private static Config config(String... settings) {
        return new Config(Arrays.stream(settings)
                .map(setting -> setting.split("="))
                .map(setting -> new ConfigEntry(setting[0], setting[1]))
                .toList());
    }
}
