package dev.sluice.mapping.transcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadPathTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a | a",
                "a.b.c | a,b,c",
                "values['Motor/Speed'].x | values,Motor/Speed,x",
                "values[\"Motor/Speed\"] | values,Motor/Speed",
                "['a.b']['c'] | a.b,c",
                "a[\"it's\"] | a,it's",
                "a['[0]'].b | a,[0],b",
                "a'b.c] | a'b,c]"
            })
    void keysAreSeparatedByDotsOrStandInBracketsBetweenQuotes(String text, String keys) {
        assertThat(PayloadPath.of(text).keys()).containsExactly(keys.split(","));
    }

    @Property
    void aPathIsWrittenAsItIsRead(
            @ForAll @Size(min = 1, max = 4)
                    List<
                                    @StringLength(max = 5) @CharRange(from = ' ', to = '&')
                                    @CharRange(from = '*', to = '^') String>
                            keys) {
        assertThat(PayloadPath.of(new PayloadPath(keys).toString()).keys()).isEqualTo(keys);
    }

    @Test
    void theDocumentItselfHasAPathWithoutKeys() {
        assertThat(PayloadPath.root().keys()).isEmpty();
        assertThat(PayloadPath.root()).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "a.", ".a", "a.['b'].", "a.['b']"})
    void keysAreNotEmptyUnlessQuoted(String text) {
        assertThatThrownBy(() -> PayloadPath.of(text)).hasMessageContaining("empty key");
        assertThat(PayloadPath.of("a['']").keys()).containsExactly("a", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[0].b", "[12]"})
    void arraysAreNotEntered(String text) {
        assertThatThrownBy(() -> PayloadPath.of(text)).hasMessageContaining("enters an array, which a path cannot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "a[b]", "a['b", "a['b'", "a['b\"]", "a['b']c", "a['b'c']"})
    void bracketsNeedAKeyInQuotes(String text) {
        assertThatThrownBy(() -> PayloadPath.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bracket");
    }

    @Test
    void keysInQuotesAreFoundAndNamedInFaults() {
        Transcoding plan = Transcoding.of(
                Transcoding.record("{'name': 'x', 'type': 'int'}, {'name': 'y', 'type': 'int', 'default': 0}"),
                FieldPlan.builder()
                        .fromPayload("x", "values['Motor/Speed'].now")
                        .fromPayload("y", "['a\\b'][\"it's.\"]")
                        .build());

        assertThat(plan.read("{'values': {'Motor/Speed': {'now': 7}}, 'a\\\\b': {'it\\u0027s.': 8}}"))
                .hasToString("{\"x\": 7, \"y\": 8}");
        assertThat(plan.read("{'values': {'Motor/Speed': {'now': 7}}, 'a\\b': {'it\\u0027s.': 8}}"))
                .as("an escaped backspace is not a backslash and a b")
                .hasToString("{\"x\": 7, \"y\": 0}");
        assertThat(plan.unfit("{'values': {'Motor/Speed': {'now': 'x'}}}").detail())
                .startsWith("payload.values['Motor/Speed'].now: int was expected");
        assertThat(plan.unfit("{}").detail()).startsWith("payload.values['Motor/Speed'].now: missing");
    }
}
