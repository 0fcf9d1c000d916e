package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.DUPLICATE_KEY;
import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static dev.sluice.mapping.message.RejectReason.TOO_MANY_RECORDS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayElementsTest {

    private final ArrayElements readings = new ArrayElements(PayloadPath.of("d['r/s']"), 1000);
    private final ArrayElements document = new ArrayElements(PayloadPath.root(), 3);

    @Test
    void elementsAreFoundWhereverTheArrayStands() {
        assertThat(found(readings, "{'a': [9], 'd': {'r': [8], 'r/s': [ {'v': 1} , 2,null , [ ], 'a,]' ], 'z': [7]}}"))
                .containsExactly("{'v': 1}", "2", "null", "[ ]", "'a,]'");
        assertThat(found(readings, "{'d': {'r\\/s': []}}")).isEmpty();
        assertThat(found(document, " [1,2 , {'a': [3]}] ")).containsExactly("1", "2", "{'a': [3]}");
    }

    @Test
    void anElementIsTranscodedInPlace() throws PlanInvalid {
        byte[] json = "{'d': {'r/s': [{'x': 7}, {'x': 8}]}}".replace('\'', '"').getBytes(UTF_8);
        JsonToAvro transcoder =
                JsonToAvro.compile(Transcoding.record("{'name': 'x', 'type': 'int'}"), FieldPlan.byName());
        var found = (ArrayElements.Found) readings.find(json, 0, json.length);
        AvroBuffer out = new AvroBuffer();

        for (int i = 0; i < found.count(); i++) {
            transcoder.transcode(json, found.from(i), found.length(i), FieldValues.NONE, out);
        }

        assertThat(out.toByteArray()).containsExactly(14, 16);
    }

    @Test
    void whatIsNotThereOrNoArrayIsSaid() {
        assertThat(unfit(readings, "{}"))
                .isEqualTo(new ArrayElements.Unfit(
                        FIELD_MISSING,
                        "payload.d['r/s']: missing, and the rule makes a record of each of its elements (at byte 2)"));
        assertThat(unfit(readings, "{'d': {}}").reason()).isEqualTo(FIELD_MISSING);
        assertThat(unfit(readings, "{'d': null}").reason()).isEqualTo(FIELD_MISSING);
        assertThat(unfit(readings, "[]").reason()).isEqualTo(FIELD_MISSING);
        assertThat(unfit(readings, "{'d': {'r/s': null}}").reason()).isEqualTo(FIELD_TYPE);
        assertThat(unfit(readings, "{'d': {'r/s': {}}}").detail())
                .startsWith("payload.d['r/s']: an array was expected, found an object");
        assertThat(unfit(document, "{}").reason()).isEqualTo(FIELD_TYPE);
    }

    @Test
    void keysOnTheWayMayNotOccurTwice() {
        assertThat(unfit(readings, "{'d': {'r/s': []}, 'd': 1}").reason()).isEqualTo(DUPLICATE_KEY);
        assertThat(unfit(readings, "{'d': {'r/s': [], 'r/s': []}}").reason()).isEqualTo(DUPLICATE_KEY);
    }

    @Test
    void thereMayBeNoMoreThanTheGivenNumber() {
        assertThat(unfit(document, "[1, 2, 3, 4]").reason()).isEqualTo(TOO_MANY_RECORDS);
        String thousand = IntStream.range(0, 1000).mapToObj(Integer::toString).collect(Collectors.joining(","));
        assertThat(found(readings, "{'d': {'r/s': [" + thousand + "]}}")).hasSize(1000);
        assertThat(unfit(readings, "{'d': {'r/s': [" + thousand + ",1]}}").reason())
                .isEqualTo(TOO_MANY_RECORDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "[1]]",
                "[1,2,3,4",
                "nul",
                "{'a': 1,}",
                "{'a'}",
                "{'a': }",
                "{'d': [}",
                "{'d': {'r/s': [1}}",
                "{'d': {'r/s': [1]}",
                "{'d': {'r/s': [1]},}",
                "{,}",
                "{'d':"
            })
    void whatIsNoJsonIsSaidFirst(String json) {
        assertThat(unfit(document, json).reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(unfit(readings, json).reason()).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void nestingEndsAtSixtyFourLevels() {
        assertThat(found(document, "[".repeat(64) + "]".repeat(64))).hasSize(1);
        assertThat(unfit(document, "[".repeat(65) + "]".repeat(65)).reason()).isEqualTo(NESTING_TOO_DEEP);
    }

    private static List<String> found(ArrayElements elements, String text) {
        byte[] json = ("xx" + text + "xx").replace('\'', '"').getBytes(UTF_8);
        var found = (ArrayElements.Found) elements.find(json, 2, json.length - 4);
        var all = new ArrayList<String>();
        for (int i = 0; i < found.count(); i++) {
            all.add(new String(json, found.from(i), found.length(i), UTF_8).replace('"', '\''));
        }
        return all;
    }

    private static ArrayElements.Unfit unfit(ArrayElements elements, String text) {
        byte[] json = text.replace('\'', '"').getBytes(UTF_8);
        return (ArrayElements.Unfit) elements.find(json, 0, json.length);
    }
}
