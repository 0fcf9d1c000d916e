package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.DUPLICATE_KEY;
import static dev.sluice.mapping.message.RejectReason.ENUM_SYMBOL_UNKNOWN;
import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class FieldPlanTest {

    private static final Schema READING = Transcoding.record("{'name': 'deviceId', 'type': 'string'},"
            + "{'name': 'celsius', 'type': 'double'}, {'name': 'unit', 'type': ['null', 'string'], 'default': null}");

    @Test
    void fieldsComeFromCapturesThePayloadAndTheRule() {
        Transcoding plan = Transcoding.of(
                        READING,
                        FieldPlan.builder()
                                .fromSlot("deviceId", 1)
                                .fromPayload("celsius", "sensors.inside.temperature")
                                .constant("unit", "°C")
                                .build())
                .with((slot, extracted) -> List.of("north", "dev-é").get(slot));

        assertThat(plan.read("{'celsius': 'ignored', 'sensors': {'a': 1, 'inside': {'temperature': 21.5}}}"))
                .hasToString("{\"deviceId\": \"dev-é\", \"celsius\": 21.5, \"unit\": \"°C\"}");
    }

    @Test
    void onePlaceInThePayloadMayFeedSeveralFields() {
        Transcoding plan = Transcoding.of(
                Transcoding.record(
                        "{'name': 'a', 'type': 'int'}, {'name': 'b', 'type': 'double'},"
                                + "{'name': 'whole', 'type': {'type': 'map', 'values': 'int'}}, {'name': 'part', 'type': 'int'}"),
                FieldPlan.builder()
                        .fromPayload("b", "a")
                        .fromPayload("whole", "m")
                        .fromPayload("part", "m.k")
                        .build());

        assertThat(plan.read("{'m': {'j': 1, 'k': 2}, 'a': 5}"))
                .hasToString("{\"a\": 5, \"b\": 5.0, \"whole\": {\"j\": 1, \"k\": 2}, \"part\": 2}");
    }

    @Test
    void aPathThatLeadsNowhereIsAMissingField() {
        Transcoding plan = Transcoding.of(
                READING, FieldPlan.builder().fromPayload("celsius", "s.t").build());

        assertThat(plan.unfit("{'deviceId': 'd', 's': {}}").detail())
                .startsWith("payload.s.t: missing, and Avro field 'celsius' has no default");
        assertThat(plan.refusal("{'deviceId': 'd', 's': 5}")).isEqualTo(FIELD_MISSING);
        assertThat(plan.refusal("{'deviceId': 'd', 's': null}")).isEqualTo(FIELD_MISSING);
        assertThat(plan.unfit("{'deviceId': 'd', 's': {'t': 'hot'}}").detail()).startsWith("payload.s.t: double was");
    }

    @Test
    void duplicatesAreNoticedOnTheWayToAField() {
        FieldPlan.Builder builder = FieldPlan.builder().fromPayload("celsius", "s.t");
        builder.extract("ts");
        Transcoding plan = Transcoding.of(READING, builder.build());

        assertThat(plan.refusal("{'s': {'t': 1}, 's': {}}")).isEqualTo(DUPLICATE_KEY);
        assertThat(plan.refusal("{'s': {'t': 1, 't': 1}}")).isEqualTo(DUPLICATE_KEY);
        assertThat(plan.refusal("{'ts': 1, 'ts': 1}")).isEqualTo(DUPLICATE_KEY);
    }

    @Test
    void textFromTheTopicFillsOtherTypesAsJsonWouldReadIt() {
        Schema schema = Transcoding.record("{'name': 'line', 'type': ['null', 'int'], 'default': null},"
                + "{'name': 'on', 'type': 'boolean'}, {'name': 'f', 'type': 'float'},"
                + "{'name': 'c', 'type': {'type': 'enum', 'name': 'C', 'symbols': ['RED']}},"
                + "{'name': 't', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},"
                + "{'name': 's', 'type': ['int', 'string']}");
        String[] text = {"7", "true", "1.5", "RED", "2026-11-21T10:15:30.123Z", "7"};
        FieldPlan.Builder plan = FieldPlan.builder();
        for (int slot = 0; slot < text.length; slot++) {
            plan.fromSlot(schema.getFields().get(slot).name(), slot);
        }
        Transcoding filled = Transcoding.of(schema, plan.build()).with((slot, extracted) -> text[slot]);

        assertThat(filled.read("{}"))
                .hasToString(
                        "{\"line\": 7, \"on\": true, \"f\": 1.5, \"c\": \"RED\", \"t\": 1795256130123, \"s\": \"7\"}");
        text[4] = "1795256130123";
        assertThat(filled.read("{}").get("t")).isEqualTo(1795256130123L);
        text[0] = null;
        assertThat(filled.read("{}").get("line")).isNull();
        text[0] = "seven";
        assertThat(filled.refusal("{}")).isEqualTo(FIELD_TYPE);
        text[0] = "3000000000";
        assertThat(filled.refusal("{}")).isEqualTo(NUMBER_OUT_OF_RANGE);
        text[0] = "7 8";
        assertThat(filled.refusal("{}")).isEqualTo(FIELD_TYPE);
        text[0] = "7";
        text[3] = "\"RED";
        assertThat(filled.refusal("{}")).isEqualTo(ENUM_SYMBOL_UNKNOWN);
        text[1] = null;
        assertThat(filled.refusal("{}")).isEqualTo(FIELD_MISSING);
    }

    @Test
    void scalarsAreExtractedInTheSamePass() {
        FieldPlan.Builder builder = FieldPlan.builder();
        int ts = builder.extract("ts");
        int device = builder.extract("meta.device");
        int celsius = builder.extract("celsius");
        int flag = builder.extract("meta.flag");
        int object = builder.extract("meta");
        int nothing = builder.extract("nothing.at.all");
        int empty = builder.extract("empty");
        Transcoding plan = Transcoding.of(READING, builder.build());

        Extracted extracted = plan.encoded("{'ts': 1763722530123, 'deviceId': 'd', 'celsius': 21.50, 'empty': null,"
                        + " 'meta': {'device': 'a\\u00e9', 'flag': true}}")
                .extracted();

        assertThat(plan.avro()).isNotEmpty();
        assertThat(extracted.epochMillis(ts)).hasValue(1763722530123L);
        assertThat(extracted.integer(ts)).hasValue(1763722530123L);
        assertThat(extracted.text(device)).isEqualTo("aé");
        assertThat(extracted.integer(device)).isEmpty();
        assertThat(extracted.decimal(celsius)).hasValue(21.5);
        assertThat(extracted.text(celsius)).isEqualTo("21.50");
        assertThat(extracted.integer(celsius)).isEmpty();
        assertThat(extracted.text(flag)).isEqualTo("true");
        for (int absent : new int[] {object, nothing, empty}) {
            assertThat(extracted.isPresent(absent)).isFalse();
            assertThat(extracted.text(absent)).isNull();
            assertThat(extracted.epochMillis(absent)).isEmpty();
        }
        assertThat(builder.extract("ts")).isEqualTo(ts);
    }

    @Test
    void extractedTimestampsMayBeText() {
        FieldPlan.Builder builder = FieldPlan.builder();
        int ts = builder.extract("ts");
        Transcoding plan = Transcoding.of(READING, builder.build());
        String rest = "'deviceId': 'd', 'celsius': 1, 'ts': ";

        assertThat(plan.encoded("{" + rest + "'2026-11-21T10:15:30.123Z'}")
                        .extracted()
                        .epochMillis(ts))
                .hasValue(1795256130123L);
        assertThat(plan.encoded("{" + rest + "'soon'}").extracted().epochMillis(ts))
                .isEmpty();
        assertThat(plan.encoded("{" + rest + "1.5}").extracted().epochMillis(ts))
                .isEmpty();
    }

    @Test
    void constantsAreWrittenAsJsonWouldWriteThem() {
        Transcoding plan = Transcoding.of(
                Transcoding.record("{'name': 'a', 'type': ['null', 'int']}, {'name': 'b', 'type': ['null', 'int']},"
                        + "{'name': 'm', 'type': {'type': 'map', 'values': 'double'}}"),
                FieldPlan.builder()
                        .constant("a", null)
                        .constant("b", 5)
                        .constant("m", Map.of("k", 1))
                        .build());

        assertThat(plan.read("{'a': 'ignored'}")).hasToString("{\"a\": null, \"b\": 5, \"m\": {\"k\": 1.0}}");
    }

    @Test
    void aPlanThatDoesNotFitItsSchemaSaysWhy() {
        assertInvalid(
                FieldPlan.builder().constant("speed", 1).build(),
                "field 'speed': schema test.Reading has no such field, it has deviceId, celsius, unit");
        assertInvalid(
                FieldPlan.builder().constant("celsius", "hot").build(),
                "field 'celsius': its constant does not fit: double was expected, found text");
        assertThatThrownBy(() -> JsonToAvro.compile(Schema.create(Schema.Type.INT), FieldPlan.byName()))
                .hasMessage("schema int is not a record");
        assertThatThrownBy(() -> JsonToAvro.compile(
                        Transcoding.record("{'name': 'm', 'type': {'type': 'map', 'values': 'int'}}"),
                        FieldPlan.builder().fromSlot("m", 0).build()))
                .isInstanceOf(PlanInvalid.class)
                .hasMessageContaining("field 'm': text can fill");
    }

    @Test
    void pathsThatCannotBeFollowedAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PayloadPath.of("a..b"));
        assertThatIllegalArgumentException().isThrownBy(() -> PayloadPath.of(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PayloadPath.of("a[0].b"))
                .withMessageContaining("array");
        assertThat(PayloadPath.of("a.b").keys()).containsExactly("a", "b");
    }

    private static void assertInvalid(FieldPlan plan, String message) {
        assertThatThrownBy(() -> JsonToAvro.compile(READING, plan))
                .isInstanceOf(PlanInvalid.class)
                .hasMessage(message);
    }
}
