package dev.sluice.mapping.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TopicTreeTest {

    private static TopicTree<Integer> tree(List<String> patterns) {
        return new TopicTree<>(IntStream.range(0, patterns.size())
                .mapToObj(i -> new TopicTree.Entry<>(TopicPattern.parse(patterns.get(i)), i))
                .toList());
    }

    @Test
    void theFirstPatternWinsNotTheMostExactOne() {
        assertThat(tree(List.of("a/+", "a/b")).first("a/b"))
                .hasValueSatisfying(match -> assertThat(match.value()).isZero());
        assertThat(tree(List.of("a/b", "a/+", "#")).first("a/c"))
                .hasValueSatisfying(match -> assertThat(match.value()).isEqualTo(1));
        assertThat(tree(List.of("a/b/#", "a/b")).first("a/b"))
                .hasValueSatisfying(match -> assertThat(match.value()).isZero());
        assertThat(tree(List.of("x")).first("a/b")).isEmpty();
        assertThat(tree(List.of()).first("a/b")).isEmpty();
    }

    @Property(tries = 5000)
    void agreesWithTryingEveryPatternInTurn(@ForAll("patterns") List<String> patterns, @ForAll("topics") String topic) {
        var expected = IntStream.range(0, patterns.size())
                .filter(i -> naive(patterns.get(i), topic))
                .boxed()
                .findFirst();

        assertThat(tree(patterns).first(topic).map(TopicTree.Match::value)).isEqualTo(expected);
    }

    @Property(tries = 5000)
    void findsAllThatMatchInTheirOrder(@ForAll("patterns") List<String> patterns, @ForAll("topics") String topic) {
        var expected = IntStream.range(0, patterns.size())
                .filter(i -> naive(patterns.get(i), topic))
                .boxed()
                .toList();

        assertThat(tree(patterns).all(topic)).extracting(TopicTree.Match::value).isEqualTo(expected);
    }

    /** Level by level, straight from the text of MQTT 5.0 §4.7; shares nothing with the tree. */
    private static boolean naive(String pattern, String topic) {
        var wanted = pattern.split("/", -1);
        var given = topic.split("/", -1);
        boolean leadingWildcard = "+#{".indexOf((wanted[0] + " ").charAt(0)) >= 0;
        if (topic.startsWith("$") && leadingWildcard) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals("#")) {
                return true;
            }
            if (wanted[i].endsWith("...}")) {
                return given.length > i;
            }
            if (i >= given.length) {
                return false;
            }
            boolean one = wanted[i].equals("+") || wanted[i].startsWith("{");
            if (!one && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return wanted.length == given.length;
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        var level = Arbitraries.of("a", "b", "", "$s", "+", "{c}");
        var head = level.list().ofMaxSize(4);
        var tail = Arbitraries.of("a", "", "$s", "+", "#", "{r...}", "{d}");
        return Combinators.combine(head, tail)
                .as((levels, last) -> {
                    var named = new StringBuilder();
                    for (int i = 0; i < levels.size(); i++) {
                        named.append(levels.get(i).equals("{c}") ? "{c" + i + "}" : levels.get(i))
                                .append('/');
                    }
                    return named + last;
                })
                .filter(pattern -> !pattern.isEmpty())
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> topics() {
        return Arbitraries.of("a", "b", "", "$s")
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .map(levels -> String.join("/", levels))
                .filter(topic -> !topic.isEmpty());
    }
}
