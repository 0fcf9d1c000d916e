package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.DUPLICATE_KEY;
import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final String POSITION =
            "{'type': 'record', 'name': 'Position', 'fields': [{'name': 'lat', 'type': 'double'}, {'name': 'lon', 'type': 'double'}]}";

    private final Transcoding three = Transcoding.ofFields("{'name': 'a', 'type': 'int'},"
            + "{'name': 'b', 'type': 'string', 'default': 'none'},"
            + "{'name': 'c', 'type': ['null', 'long'], 'default': null}");

    private final Transcoding nested = Transcoding.ofFields(
            "{'name': 'id', 'type': 'string'}, {'name': 'at', 'type': " + POSITION + "}, {'name': 'n', 'type': 'int'}");

    @Test
    void fieldsInSchemaOrderAreRead() {
        assertThat(three.read("{'a': 1, 'b': 'x', 'c': 3}")).hasToString("{\"a\": 1, \"b\": \"x\", \"c\": 3}");
    }

    @Test
    void fieldsInAnyOrderMakeTheSameRecord() {
        assertThat(three.read("{'c': 3, 'a': 1, 'b': 'x'}")).hasToString("{\"a\": 1, \"b\": \"x\", \"c\": 3}");
        assertThat(three.read("{'b': 'x', 'c': 3, 'a': 1}")).hasToString("{\"a\": 1, \"b\": \"x\", \"c\": 3}");
    }

    @Test
    void missingFieldsTakeTheirDefaults() {
        assertThat(three.read("{'a': 1}")).hasToString("{\"a\": 1, \"b\": \"none\", \"c\": null}");
        assertThat(three.read("{'c': 7, 'a': 1}")).hasToString("{\"a\": 1, \"b\": \"none\", \"c\": 7}");
    }

    @Test
    void missingFieldWithoutDefaultIsNamed() {
        Transcoded.Unfit unfit = three.unfit("{'b': 'x'}");

        assertThat(unfit.reason()).isEqualTo(FIELD_MISSING);
        assertThat(unfit.detail()).startsWith("payload.a: missing, and Avro field 'a' has no default");
    }

    @Test
    void nullableFieldWithoutDefaultIsStillRequired() {
        assertThat(Transcoding.ofType("['null', 'int']").refusal("{}")).isEqualTo(FIELD_MISSING);
    }

    @Test
    void nullDoesNotStandForADefault() {
        assertThat(three.refusal("{'a': 1, 'b': null}")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void extraFieldsAreSkippedWhateverTheyHold() {
        assertThat(three.read("{'z': [{'a': [1, 'é\\n', {}]}, -1.5e3, true, null], 'a': 1, 'y': {}, 'c': 2, 'w': []}"))
                .hasToString("{\"a\": 1, \"b\": \"none\", \"c\": 2}");
    }

    @Test
    void keysMayBeWrittenWithEscapes() {
        assertThat(three.read("{'\\u0061': 1, 'b': 'x'}").get("a")).isEqualTo(1);
    }

    @Test
    void keysThatBeginLikeAFieldAreOtherKeys() {
        assertThat(three.read("{'aa': 9, '': 8, 'a': 1}").get("a")).isEqualTo(1);
    }

    @Test
    void longFieldNamesAreToldApartByTheirLastLetter() {
        Transcoding names = Transcoding.ofFields(
                "{'name': 'temperature_inside_1', 'type': 'int'}, {'name': 'temperature_inside_2', 'type': 'int'}");

        assertThat(names.read("{'temperature_inside_2': 2, 'temperature_inside_1': 1}"))
                .hasToString("{\"temperature_inside_1\": 1, \"temperature_inside_2\": 2}");
        assertThat(names.refusal("{'temperature_inside_1': 1, 'temperature_inside_3': 2}"))
                .isEqualTo(FIELD_MISSING);
    }

    @Test
    void duplicateKeyIsRefused() {
        Transcoded.Unfit unfit = three.unfit("{'a': 1, 'b': 'x', 'a': 1}");

        assertThat(unfit.reason()).isEqualTo(DUPLICATE_KEY);
        assertThat(unfit.detail()).startsWith("payload.a: ");
    }

    @Test
    void nestedRecordsAreReadInAnyOrderToo() {
        String expected = "{\"id\": \"d\", \"at\": {\"lat\": 1.5, \"lon\": 2.5}, \"n\": 3}";

        assertThat(nested.read("{'id': 'd', 'at': {'lat': 1.5, 'lon': 2.5}, 'n': 3}"))
                .hasToString(expected);
        assertThat(nested.read("{'n': 3, 'at': {'lon': 2.5, 'lat': 1.5}, 'id': 'd'}"))
                .hasToString(expected);
    }

    @Test
    void faultInANestedRecordNamesItsWholePath() {
        assertThat(nested.unfit("{'id': 'd', 'at': {'lat': 1.5, 'lon': 'east'}, 'n': 3}")
                        .detail())
                .isEqualTo("payload.at.lon: double was expected, found text (at byte 38)");
        assertThat(nested.unfit("{'id': 'd', 'at': {'lat': 1.5}, 'n': 3}").detail())
                .startsWith("payload.at.lon: missing");
    }

    @Test
    void recordsMayContainThemselves() {
        Transcoding tree = Transcoding.ofFields("{'name': 'v', 'type': 'int'},"
                + "{'name': 'next', 'type': ['null', 'test.Reading'], 'default': null}");

        assertThat(tree.read("{'v': 1, 'next': {'next': {'v': 3}, 'v': 2}}"))
                .hasToString("{\"v\": 1, \"next\": {\"v\": 2, \"next\": {\"v\": 3, \"next\": null}}}");
    }

    @Test
    void recordWithoutFieldsTakesAnyObject() {
        assertThat(Transcoding.ofFields("").read("{'a': 1}")).hasToString("{}");
    }

    @Test
    void aPayloadThatIsNotAnObjectDoesNotFit() {
        assertThat(three.refusal("[1]")).isEqualTo(FIELD_TYPE);
        assertThat(three.refusal("12")).isEqualTo(FIELD_TYPE);
    }
}
