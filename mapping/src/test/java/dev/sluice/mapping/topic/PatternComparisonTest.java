package dev.sluice.mapping.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PatternComparisonTest {

    /** Every topic of up to five levels; "z" stands for all texts that no pattern spells out. */
    private static final List<String> TOPICS = topics();

    @Test
    void aPatternWithMoreRoomCoversOneWithLess() {
        assertThat(covers("devices/{site}/{device}", "devices/north/d7")).isTrue();
        assertThat(covers("devices/#", "devices/{path...}")).isTrue();
        assertThat(covers("devices/{path...}", "devices/#")).isFalse();
        assertThat(covers("+/#", "#")).isTrue();
        assertThat(covers("{all...}", "#")).isTrue();
        assertThat(covers("+/+/#", "#")).isFalse();
        assertThat(covers("devices/+", "devices/{device}/x")).isFalse();
        assertThat(covers("#", "$SYS/a")).isFalse();
    }

    @Test
    void patternsThatOnlyNameTheirCapturesDifferentlyHaveOneShape() {
        assertThat(pattern("a/{x}/b").hasShapeOf(pattern("a/+/b"))).isTrue();
        assertThat(pattern("a/{x...}").hasShapeOf(pattern("a/#"))).isFalse();
        assertThat(pattern("a/b").hasShapeOf(pattern("a/c"))).isFalse();
        assertThat(pattern("a/b").hasShapeOf(pattern("a/b/c"))).isFalse();
    }

    @Property(tries = 3000)
    void coveringAgreesWithTryingEveryTopic(@ForAll("patterns") String one, @ForAll("patterns") String other) {
        var ofOne = matched(one);

        assertThat(covers(one, other)).as("%s covers %s", one, other).isEqualTo(ofOne.containsAll(matched(other)));
    }

    @Property(tries = 3000)
    void overlappingAgreesWithTryingEveryTopic(@ForAll("patterns") String one, @ForAll("patterns") String other) {
        var both = new ArrayList<>(matched(one));
        both.retainAll(matched(other));

        assertThat(pattern(one).overlaps(pattern(other)))
                .as("%s overlaps %s", one, other)
                .isEqualTo(!both.isEmpty());
    }

    @Property(tries = 3000)
    void patternsOfOneShapeCoverEachOther(@ForAll("patterns") String one, @ForAll("patterns") String other) {
        if (pattern(one).hasShapeOf(pattern(other))) {
            assertThat(matched(one)).isEqualTo(matched(other));
        }
    }

    @Property(tries = 500)
    void aPatternComplainsOfTheTopicsThatItDoesNotTake(@ForAll("patterns") String pattern) {
        var matched = matched(pattern);

        assertThat(TOPICS)
                .allSatisfy(
                        topic -> assertThat(pattern(pattern).complaint(topic).isEmpty())
                                .as("%s and %s", pattern, topic)
                                .isEqualTo(matched.contains(topic)));
    }

    private static boolean covers(String one, String other) {
        return pattern(one).covers(pattern(other));
    }

    private static TopicPattern pattern(String text) {
        return TopicPattern.parse(text);
    }

    private static List<String> matched(String pattern) {
        var tree = new TopicTree<>(List.of(new TopicTree.Entry<>(pattern(pattern), "x")));
        return TOPICS.stream().filter(topic -> tree.first(topic).isPresent()).toList();
    }

    private static List<String> topics() {
        var topics = new ArrayList<String>();
        List<String> longer = List.of("a", "", "$s", "z");
        for (int levels = 1; levels <= 5; levels++) {
            topics.addAll(longer);
            var next = new ArrayList<String>();
            for (var begun : longer) {
                for (var level : List.of("a", "", "$s", "z")) {
                    next.add(begun + "/" + level);
                }
            }
            longer = next;
        }
        topics.remove("");
        return topics;
    }

    @Provide
    Arbitrary<String> patterns() {
        var heads = Arbitraries.of("a", "", "$s", "+").list().ofMaxSize(3);
        var last = Arbitraries.of("a", "", "$s", "+", "#", "{r...}", "{d}");
        return Combinators.combine(heads, last)
                .as((levels, end) -> String.join(
                                "", levels.stream().map(level -> level + "/").toList())
                        + end)
                .filter(pattern -> !pattern.isEmpty());
    }
}
