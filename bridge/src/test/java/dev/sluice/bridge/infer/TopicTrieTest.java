package dev.sluice.bridge.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicTrieTest {

    @Test
    void idsBehindAPluralAreCaptured() {
        assertThat(patterns("devices/d1/telemetry", "devices/d2/telemetry", "devices/d2/status"))
                .containsExactly("devices/{device}/status", "devices/{device}/telemetry");
        assertThat(patterns("devices/d1/telemetry")).containsExactly("devices/{device}/telemetry");
        assertThat(patterns("factories/f1/lines/l1")).containsExactly("factories/{factory}/lines/{line}");
    }

    @Test
    void placesWithTheSameTopicsBelowAreCaptured() {
        assertThat(patterns("devices/north/d1/telemetry", "devices/south/d2/telemetry"))
                .containsExactly("devices/{level2}/{device}/telemetry");
    }

    @Test
    void namesStayNames() {
        assertThat(patterns("sensors/temperature", "sensors/humidity"))
                .containsExactly("sensors/humidity", "sensors/temperature");
        assertThat(patterns("api/v1/state", "house/kitchen")).containsExactly("api/v1/state", "house/kitchen");
    }

    @Test
    void whatHasTooManyTextsIsACaptureWhateverTheyAre() {
        assertThat(patterns(IntStream.range(0, 100)
                        .mapToObj(i -> "rooms/" + "x".repeat(i + 1))
                        .toArray(String[]::new)))
                .containsExactly("rooms/{room}");
    }

    @Test
    void millionsOfTopicsTakeTheMemoryOfAFew() {
        var trie = new TopicTrie();
        IntStream.range(0, 300_000).forEach(i -> trie.add("a/" + i % 997 + "/b/" + i + "/c/" + i % 7919));

        assertThat(trie.patterns()).hasSize(1);
    }

    @Test
    void topicsOfAnyDepthAreTakenTogether() {
        assertThat(patterns("a/".repeat(40) + "b")).singleElement().asString().endsWith("/{rest...}");
    }

    private static List<String> patterns(String... topics) {
        var trie = new TopicTrie();
        Stream.of(topics).forEach(trie::add);
        return trie.patterns().stream()
                .map(levels -> LevelNames.name(levels).pattern())
                .toList();
    }
}
