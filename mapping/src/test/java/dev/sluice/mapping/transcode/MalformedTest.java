package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.PAYLOAD_NOT_DECODABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedTest {

    private static final String GOOD =
            "{'a': 12.5e1, 'x': 'text \\u00e9', 'skipped': [1, {'b': [true, false, null]}, 'é'], 'y': {'m': 1}}";

    private final Transcoding record = Transcoding.ofFields("{'name': 'x', 'type': 'string'},"
            + "{'name': 'a', 'type': 'double'}, {'name': 'y', 'type': {'type': 'map', 'values': 'int'}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{'x'",
                "{'x':",
                "{'x': 'a'",
                "{'x': 'a',",
                "{'x': 'a',}",
                "{,}",
                "{'x' 'a'}",
                "{x: 'a'}",
                "{'x': 'a'} {",
                "{'x': 'a', 'a': 1, 'y': {}}}",
                "{'x': 'a' 'a': 1}",
                "{'z': [1,]}",
                "{'z': [}",
                "{'z': {1: 2}}",
                "{'z': {'a': 1,}}",
                "{'z': nul}",
                "{'z': nullx}",
                "{'z': undefined}",
                "{'z': 'open}",
                "{'z': [1}}",
                "hello",
                "{'z': {'a' 1}}",
                "{'z': {'a': 1 'b': 2}}",
                "{'z': [1 2]}",
                "{'z': }",
                "// comment\n{}",
                "\ufeff{}"
            })
    void whatIsNotJsonIsNotDecodable(String payload) {
        assertThat(record.refusal(payload)).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "n",
                "nul",
                "nullx",
                "tru",
                "truex",
                "falsex",
                "t",
                "f",
                "-",
                "-x",
                "1.",
                "1e",
                "01",
                "1 2",
                "'open",
                "'\\u12",
                "'\\u12'",
                "'a' b",
                "[",
                "[1,]",
                "[] x",
                "\ufeff",
                "\ufeff1",
                "",
                " \r\n\t ",
                "\0",
                "NaN",
                "Infinity"
            })
    void whatIsNoJsonIsNotTakenForAValueOfAnotherType(String payload) {
        assertThat(record.refusal(payload)).isEqualTo(PAYLOAD_NOT_DECODABLE);
        if (!payload.isBlank()) {
            assertThat(record.refusal("{'x': " + payload + ", 'a': 1, 'y': {}}"))
                    .as("in place of text")
                    .isEqualTo(PAYLOAD_NOT_DECODABLE);
        }
    }

    @Test
    void whatIsNoJsonIsSaidEvenIfAFieldBeforeDoesNotFit() {
        assertThat(record.refusal("{'x': 1, 'a': 1, 'y': {}} trailing")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(record.refusal("{'x': 1, 'a': 1, 'y': ")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(record.refusal("{'x': 'a', 'x': 'b', 'y': nul}")).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", " false ", "-1.5e3", "'text'", "[1, {'a': null}]"})
    void jsonThatIsNoObjectIsOfTheWrongType(String payload) {
        assertThat(record.refusal(payload)).isEqualTo(FIELD_TYPE);
    }

    @Test
    void whatFollowsTheDocumentMustBeWhiteSpace() {
        String good = "\r\n\t {'x': 'a', 'a': 1, 'y': {}} \n";
        assertThat(record.read(good).get("x")).hasToString("a");
        assertThat(record.refusal(good + "x")).isEqualTo(PAYLOAD_NOT_DECODABLE);
        assertThat(record.refusal(good + "\0")).isEqualTo(PAYLOAD_NOT_DECODABLE);
    }

    @Test
    void aPayloadCutAnywhereIsNotDecodable() {
        byte[] good = GOOD.replace('\'', '"').getBytes(UTF_8);
        record.record(good);

        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThat(record.unfit(cut).reason()).as("cut to %d bytes", length).isEqualTo(PAYLOAD_NOT_DECODABLE);
            byte[] cutInside = Arrays.copyOf(cut, length + 40); // zeros behind it that must not be looked at
            assertThat(transcodePart(cutInside, length)).isInstanceOf(Transcoded.Unfit.class);
        }
    }

    @Test
    void aPayloadInTheMiddleOfAnArrayIsReadWithoutItsNeighbours() throws Exception {
        byte[] payload = "{\"n\":12}".getBytes(UTF_8);
        byte[] array = "3333{\"n\":12}4444".getBytes(UTF_8);
        JsonToAvro transcoder =
                JsonToAvro.compile(Transcoding.record("{'name': 'n', 'type': 'int'}"), FieldPlan.byName());
        AvroBuffer out = new AvroBuffer();

        assertThat(transcoder.transcode(array, 4, payload.length, FieldValues.NONE, out))
                .isInstanceOf(Transcoded.Encoded.class);
        assertThat(out.toByteArray()).containsExactly(24);
        assertThat(transcoder.transcode(array, 4, payload.length - 1, FieldValues.NONE, out))
                .isInstanceOf(Transcoded.Unfit.class);
    }

    @Test
    void nestingEndsAtSixtyFourLevelsWantedOrNot() {
        assertThat(record.read("{'x': 'a', 'a': 1, 'y': {}, 'z': " + nested(63) + "}"))
                .isNotNull();
        assertThat(record.refusal("{'x': 'a', 'a': 1, 'y': {}, 'z': " + nested(64) + "}"))
                .isEqualTo(NESTING_TOO_DEEP);
        assertThat(record.refusal("[".repeat(100_000))).isNotNull();
        assertThat(record.refusal("{'z': " + "[".repeat(1_000_000))).isEqualTo(NESTING_TOO_DEEP);
    }

    @Test
    void recordsThatContainThemselvesEndThereToo() {
        Transcoding chain = Transcoding.ofFields("{'name': 'next', 'type': ['null', 'test.Reading'], 'default': null}");

        assertThat(chain.read("{'next':".repeat(63) + "{}" + "}".repeat(63))).isNotNull();
        assertThat(chain.refusal("{'next':".repeat(64) + "{}" + "}".repeat(64))).isEqualTo(NESTING_TOO_DEEP);
    }

    @Test
    void theNextPayloadIsReadAsIfNothingHadHappened() {
        record.refusal("{'z': " + "[".repeat(1000));
        record.refusal("{'y': {'a': {");

        assertThat(record.read(GOOD)).hasToString("{\"x\": \"text é\", \"a\": 125.0, \"y\": {\"m\": 1}}");
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static Transcoded transcodePart(byte[] array, int length) {
        try {
            return JsonToAvro.compile(Transcoding.record("{'name': 'x', 'type': 'string'}"), FieldPlan.byName())
                    .transcode(array, 0, length, FieldValues.NONE, new AvroBuffer());
        } catch (PlanInvalid e) {
            throw new AssertionError(e);
        }
    }
}
