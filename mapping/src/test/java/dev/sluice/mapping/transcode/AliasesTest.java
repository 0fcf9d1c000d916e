package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.DUPLICATE_KEY;
import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class AliasesTest {

    private static final Schema READING = Transcoding.record("""
            {'name': 'celsius', 'type': 'double', 'aliases': ['temperature', 'temp']},
            {'name': 'temp', 'type': 'int', 'default': 0},
            {'name': 'at', 'type': ['null', {'type': 'record', 'name': 'At', 'fields': [
              {'name': 'lat', 'type': 'int', 'aliases': ['latitude']},
              {'name': 'lon', 'type': 'int', 'aliases': ['longitude']}]}], 'default': null}""");

    private final Transcoding byName = Transcoding.of(READING, FieldPlan.byName());

    @Test
    void aKeyThatIsAnAliasFillsItsField() {
        for (int round = 0; round < 2; round++) { // the second time the order of the keys is expected
            assertThat(byName.read("{'at': {'longitude': 2, 'lat': 1}, 'temperature': 21.5}"))
                    .hasToString("{\"celsius\": 21.5, \"temp\": 0, \"at\": {\"lat\": 1, \"lon\": 2}}");
        }
        assertThat(byName.unfit("{'temperature': true}").detail()).startsWith("payload.temperature: double was");
    }

    @Test
    void aFieldIsFilledOnceByItsNameOrAnAlias() {
        assertThat(byName.refusal("{'temperature': 1, 'celsius': 1}")).isEqualTo(DUPLICATE_KEY);
        assertThat(byName.refusal("{'celsius': 1, 'temperature': 1}")).isEqualTo(DUPLICATE_KEY);
        assertThat(byName.refusal("{'celsius': 1, 'at': {'lat': 1, 'lon': 1, 'latitude': 1}}"))
                .isEqualTo(DUPLICATE_KEY);
    }

    @Test
    void aNameIsNobodyElsesAlias() {
        assertThat(byName.read("{'celsius': 1, 'temp': 5}").get("temp")).isEqualTo(5);
        assertThat(byName.refusal("{'temp': 5}")).isEqualTo(FIELD_MISSING);
    }

    @Test
    void aFieldThatTheRuleFillsHasNoOtherKeys() {
        Transcoding plan = Transcoding.of(
                READING, FieldPlan.builder().fromPayload("celsius", "t").build());

        assertThat(plan.read("{'temperature': 1, 't': 2}").get("celsius")).isEqualTo(2.0);
        assertThat(plan.refusal("{'temperature': 1}")).isEqualTo(FIELD_MISSING);
    }

    @Test
    void anAliasMayBeWantedByOthersToo() {
        FieldPlan.Builder plan = FieldPlan.builder().fromPayload("temp", "temperature");
        int extract = plan.extract("temperature");
        Transcoding record = Transcoding.of(READING, plan.build());

        assertThat(record.read("{'temperature': 7}")).hasToString("{\"celsius\": 7.0, \"temp\": 7, \"at\": null}");
        assertThat(record.encoded("{'temperature': 7}").extracted().text(extract))
                .isEqualTo("7");
        assertThat(record.refusal("{'temperature': 7, 'celsius': 1}")).isEqualTo(DUPLICATE_KEY);
        assertThat(record.refusal("{'celsius': 1, 'temperature': 7}")).isEqualTo(DUPLICATE_KEY);
        Transcoding first = Transcoding.of(
                Transcoding.record("{'name': 'other', 'type': 'int'}, {'name': 'a', 'type': 'int', 'aliases': ['b']}"),
                FieldPlan.builder().fromPayload("other", "b").build());
        assertThat(first.refusal("{'a': 1, 'b': 2}")).isEqualTo(DUPLICATE_KEY);
        assertThat(first.refusal("{'b': 2, 'a': 1}")).isEqualTo(DUPLICATE_KEY);
    }

    @Test
    void anAliasOfTwoFieldsIsRefusedWhenTheRuleIsLoaded() {
        Schema schema = Transcoding.record(
                "{'name': 'a', 'type': 'int', 'aliases': ['x']}, {'name': 'b', 'type': 'int', 'aliases': ['x']}");

        assertThatThrownBy(() -> JsonToAvro.compile(schema, FieldPlan.byName()))
                .isInstanceOf(PlanInvalid.class)
                .hasMessage("field 'a': its alias 'x' is one of field 'b' too");
    }
}
