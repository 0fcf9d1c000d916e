package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NESTING_TOO_DEEP;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static dev.sluice.mapping.message.RejectReason.RECORD_TOO_LARGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.json.JsonBuffer;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class JsonFillingTest {

    private static final Schema SCHEMA = Transcoding.record("""
            {'name': 'before', 'type': 'int'},
            {'name': 'made', 'type': ['null', 'string', 'double', {'type': 'map', 'values': 'int'},
              {'type': 'array', 'items': {'type': 'record', 'name': 'Item', 'fields': [
                {'name': 'a', 'type': 'string'}, {'name': 'b', 'type': 'boolean', 'default': true}]}}]},
            {'name': 'sum', 'type': 'int', 'default': -1}""");

    private final FieldPlan.Builder plan =
            FieldPlan.builder().fromJson("made", 0).fromJson("sum", 1);
    private Consumer<JsonBuffer> made = JsonBuffer::nullValue;
    private Consumer<JsonBuffer> sum;

    @Test
    void everyTypeCanBeGivenByTheCaller() {
        Transcoding record = transcoding();

        assertThat(record.read("{'before': 1}")).hasToString("{\"before\": 1, \"made\": null, \"sum\": -1}");
        made = out -> out.string("text \"\n");
        sum = out -> out.number(7);
        assertThat(record.read("{'before': 1}").get("made")).hasToString("text \"\n");
        assertThat(record.read("{'before': 1}").get("sum")).isEqualTo(7);
        made = out -> out.number(0.1);
        assertThat(record.read("{'before': 1}").get("made")).isEqualTo(0.1);
        made = out -> out.beginObject().name("k").number(1).endObject();
        assertThat(record.read("{'before': 1}").get("made")).hasToString("{k=1}");
        made = out -> out.beginArray()
                .beginObject()
                .name("b")
                .bool(false)
                .name("a")
                .string("x")
                .endObject()
                .beginObject()
                .name("a")
                .string("y")
                .endObject()
                .endArray();
        for (int round = 0; round < 2; round++) { // the second time the order of the keys is expected
            assertThat(record.read("{'before': 1}").get("made"))
                    .hasToString("[{\"a\": \"x\", \"b\": false}, {\"a\": \"y\", \"b\": true}]");
        }
    }

    @Test
    void whatDoesNotFitNamesTheField() {
        Transcoding record = transcoding();
        made = out -> out.bool(true);
        assertThat(record.unfit("{'before': 1}"))
                .isEqualTo(new Transcoded.Unfit(
                        FIELD_TYPE,
                        "Avro field 'made': one of [null, string, double, map, array] was expected, found a boolean"));
        made = out ->
                out.beginArray().beginObject().name("a").number(1).endObject().endArray();
        assertThat(record.unfit("{'before': 1}").detail())
                .isEqualTo("Avro field 'made'[0].a: string was expected, found a number");
        made = JsonBuffer::nullValue;
        sum = out -> out.number(1L << 31);
        assertThat(record.refusal("{'before': 1}")).isEqualTo(NUMBER_OUT_OF_RANGE);
        sum = out -> out.json("tru".getBytes(UTF_8), 0, 3);
        assertThat(record.refusal("{'before': 1}")).isEqualTo(FIELD_TYPE);
        sum = out -> out.json("[".repeat(100).getBytes(UTF_8), 0, 100);
        assertThat(record.refusal("{'before': 1}")).isEqualTo(FIELD_TYPE);
        made = out -> nest(out, 65);
        assertThat(record.refusal("{'before': 1}")).isIn(NESTING_TOO_DEEP, FIELD_TYPE);
    }

    @Test
    void withoutAValueTheDefaultCounts() {
        Transcoding record = transcoding();
        made = null;

        assertThat(record.unfit("{'before': 1}"))
                .isEqualTo(new Transcoded.Unfit(
                        FIELD_MISSING, "there is no value for Avro field 'made', and it has no default"));
    }

    @Test
    void hugeValuesAreTakenUpToALimitAndForgotten() {
        Transcoding record = transcoding();
        made = out -> out.string("x".repeat(10_000_000));
        assertThat(((CharSequence) record.read("{'before': 1}").get("made")).length())
                .isEqualTo(10_000_000);
        made = out -> out.string("x".repeat(17_000_000));
        assertThat(record.unfit("{'before': 1}"))
                .isEqualTo(new Transcoded.Unfit(RECORD_TOO_LARGE, "the value made for Avro field 'made' is too large"));
        made = out -> out.string("x");
        assertThat(record.read("{'before': 1}").get("made")).hasToString("x");
    }

    @Test
    void valuesOfAnyKindCanBeCarriedFromOneDocumentIntoAnother() {
        int whole = plan.extract(PayloadPath.root());
        int object = plan.extract("o");
        int array = plan.extract("o['a.b']");
        int empty = plan.extract("empty");
        int nothing = plan.extract("nothing");
        String document = "{'before': 1, 'o': {'a.b': [1, 'é'] }, 'empty': null}";

        Extracted extracted = transcoding().encoded(document + " ").extracted();

        assertThat(raw(extracted, whole)).isEqualTo(document);
        assertThat(raw(extracted, object)).isEqualTo("{'a.b': [1, 'é'] }");
        assertThat(raw(extracted, array)).isEqualTo("[1, 'é']");
        assertThat(raw(extracted, empty)).isEqualTo("null");
        assertThat(extracted.has(empty)).isTrue();
        assertThat(extracted.isPresent(empty)).isFalse();
        assertThat(extracted.text(object)).isNull();
        assertThat(extracted.has(nothing)).isFalse();
        assertThat(extracted.writeJson(nothing, new JsonBuffer(10))).isFalse();
    }

    @Test
    void whatWasExtractedCanBecomeAField() {
        int map = plan.extract("m");
        Transcoding record = Transcoding.of(SCHEMA, plan.build()).with(new FieldValues() {
            @Override
            public String text(int slot, Extracted extracted) {
                return null;
            }

            @Override
            public boolean json(int slot, Extracted extracted, JsonBuffer out) {
                return slot == 0 && extracted.writeJson(map, out);
            }
        });

        assertThat(record.read("{'m': {'k': 1}, 'before': 1}").get("made")).hasToString("{k=1}");
    }

    @Test
    void aDocumentThatIsTakenAsAWholeMayBeOfAnyKind() {
        Transcoding whole = Transcoding.of(
                Transcoding.record("{'name': 'x', 'type': ['string', 'double', {'type': 'array', 'items': 'int'}]},"
                        + "{'name': 'unit', 'type': 'string', 'default': 'none'}"),
                FieldPlan.builder().fromPayload("x", PayloadPath.root()).build());

        assertThat(whole.read(" 21.5 ").get("x")).isEqualTo(21.5);
        assertThat(whole.read("'on'").get("x")).hasToString("on");
        assertThat(whole.read("[1, 2]")).hasToString("{\"x\": [1, 2], \"unit\": \"none\"}");
        assertThat(whole.unfit("true").detail()).startsWith("payload: one of [string, double, array] was expected");
        assertThat(whole.refusal("{}")).isEqualTo(FIELD_TYPE);
        Transcoding parts = Transcoding.of(
                Transcoding.record("{'name': 'all', 'type': {'type': 'map', 'values': 'int'}},"
                        + "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'int', 'default': 5}"),
                FieldPlan.builder().fromPayload("all", PayloadPath.root()).build());
        assertThat(parts.read("{'a': 1, 'c': 2}")).hasToString("{\"all\": {\"a\": 1, \"c\": 2}, \"a\": 1, \"b\": 5}");
    }

    @Test
    void aDocumentOfWhichNothingIsTakenMayBeOfAnyKindButMustBeJson() {
        Transcoding constant = Transcoding.of(
                Transcoding.record("{'name': 'x', 'type': 'int'}"),
                FieldPlan.builder().constant("x", 5).build());

        assertThat(constant.read("[true]").get("x")).isEqualTo(5);
        assertThat(constant.read("{'x': 6}").get("x")).isEqualTo(5);
        assertThat(constant.unfit("[true").detail()).contains("ends too early");
    }

    @Test
    void theCallerMayTranscodeAnotherDocumentMeanwhile() throws PlanInvalid {
        JsonToAvro transcoder = JsonToAvro.compile(
                Transcoding.record("{'name': 'x', 'type': 'int'}, {'name': 'y', 'type': 'string'}"),
                FieldPlan.builder().fromSlot("y", 0).build());
        byte[] outer = "{\"x\": 1}".getBytes(UTF_8);
        byte[] inner = "{\"x\": 22222}".getBytes(UTF_8);
        AvroBuffer out = new AvroBuffer();

        transcoder.transcode(
                outer,
                0,
                outer.length,
                (slot, extracted) -> {
                    AvroBuffer other = new AvroBuffer();
                    transcoder.transcode(inner, 0, inner.length, (s, e) -> "inner", other);
                    return "outer" + other.size();
                },
                out);

        assertThat(Transcoding.decode(
                        Transcoding.record("{'name': 'x', 'type': 'int'}, {'name': 'y', 'type': 'string'}"),
                        out.toByteArray()))
                .hasToString("{\"x\": 1, \"y\": \"outer9\"}");
    }

    private Transcoding transcoding() {
        return Transcoding.of(SCHEMA, plan.build()).with(new FieldValues() {
            @Override
            public String text(int slot, Extracted extracted) {
                throw new AssertionError("nothing is text here");
            }

            @Override
            public boolean json(int slot, Extracted extracted, JsonBuffer out) {
                Consumer<JsonBuffer> value = slot == 0 ? made : sum;
                if (value != null) {
                    value.accept(out);
                }
                return value != null;
            }
        });
    }

    private static void nest(JsonBuffer out, int levels) {
        for (int i = 0; i < levels; i++) {
            out.beginArray();
        }
        for (int i = 0; i < levels; i++) {
            out.endArray();
        }
    }

    private static String raw(Extracted extracted, int index) {
        JsonBuffer out = new JsonBuffer(1000);
        assertThat(extracted.writeJson(index, out)).isTrue();
        return new String(out.toByteArray(), UTF_8).replace('"', '\'');
    }
}
