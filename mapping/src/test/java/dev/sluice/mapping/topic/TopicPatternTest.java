package dev.sluice.mapping.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicPatternTest {

    private static List<String> captured(String pattern, String topic) {
        var tree = new TopicTree<>(List.of(new TopicTree.Entry<>(TopicPattern.parse(pattern), "x")));
        return tree.first(topic).map(TopicTree.Match::captures).orElse(null);
    }

    private static boolean matches(String pattern, String topic) {
        return captured(pattern, topic) != null;
    }

    @Test
    void capturesTakeExactlyOneLevelEach() {
        assertThat(captured("devices/{site}/{device}/telemetry", "devices/north/d1/telemetry"))
                .containsExactly("north", "d1");
        assertThat(matches("devices/{site}/{device}/telemetry", "devices/north/telemetry"))
                .isFalse();
        assertThat(matches("devices/{site}", "devices/north/d1")).isFalse();
        assertThat(captured("devices/{site}", "devices/")).containsExactly("");
    }

    @Test
    void theRestIsOneLevelOrMore() {
        assertThat(captured("devices/{path...}", "devices/a/b//c")).containsExactly("a/b//c");
        assertThat(captured("devices/{path...}", "devices/a")).containsExactly("a");
        assertThat(captured("devices/{path...}", "devices/")).containsExactly("");
        assertThat(matches("devices/{path...}", "devices")).isFalse();
    }

    @Test
    void plusAndHashAreAsInMqtt() {
        assertThat(matches("sport/tennis/+", "sport/tennis/player1")).isTrue();
        assertThat(matches("sport/tennis/+", "sport/tennis/player1/ranking")).isFalse();
        assertThat(matches("sport/+", "sport")).isFalse();
        assertThat(matches("sport/+", "sport/")).isTrue();
        assertThat(matches("sport/#", "sport")).isTrue();
        assertThat(matches("sport/#", "sport/tennis/player1")).isTrue();
        assertThat(matches("#", "a/b")).isTrue();
        assertThat(matches("/+", "/finance")).isTrue();
        assertThat(matches("+/+", "/finance")).isTrue();
        assertThat(matches("+", "/finance")).isFalse();
    }

    @Test
    void aLeadingWildcardDoesNotMatchTopicsThatBeginWithADollar() {
        for (var pattern : List.of("#", "+/monitor", "{x}/monitor", "{x...}", "+/#")) {
            assertThat(matches(pattern, "$SYS/monitor")).as(pattern).isFalse();
        }
        assertThat(matches("$SYS/#", "$SYS/monitor")).isTrue();
        assertThat(captured("$SYS/{what}", "$SYS/monitor")).containsExactly("monitor");
        assertThat(matches("a/#", "a/$x")).isTrue();
    }

    @Test
    void whatIsNotAPatternIsRefusedWithAReason() {
        refused("", "at least one character");
        refused("sites/#/temp", "\"sites/#/temp\": '#' must be the last level");
        refused("a/{rest...}/b", "'{rest...}' must be the last level");
        refused("a#", "whole levels");
        refused("a/b+/c", "whole levels");
        refused("a/x{y}", "whole level");
        refused("a/{y}x", "whole level");
        refused("a/{y", "whole level");
        refused("a/y}", "whole level");
        refused("a/{{y}}", "whole level");
        refused("a/{}", "a capture's name is");
        refused("a/{...}", "a capture's name is");
        refused("a/{1x}", "a capture's name is");
        refused("a/{x.y}", "a capture's name is");
        refused("{a}/{a}", "captured twice");
        refused("{payload}", "meaning of its own");
        refused("a\0", "NUL");
        refused("a\ud800", "surrogate");
        refused("a".repeat(65_536), "65,535");
    }

    private static void refused(String pattern, String why) {
        assertThatThrownBy(() -> TopicPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aTopicNameHasNoWildcards() {
        assertThat(TopicName.complaint("a/b")).isEmpty();
        assertThat(TopicName.complaint("a/+")).isPresent();
        assertThatThrownBy(() -> new TopicName("a/#")).hasMessageContaining("filters");
    }
}
