package dev.sluice.simulator.payload;

import static dev.sluice.simulator.payload.Yaml.complaints;
import static dev.sluice.simulator.payload.Yaml.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import dev.sluice.simulator.field.TimeField;
import org.junit.jupiter.api.Test;

class PayloadSpecTest {

    @Test
    void complaintsNameTheKeyAndSayWhatToDo() throws Exception {
        assertThat(complaints(
                        "format: json\nfields: { t: { type: walk, min: 0, max: 9, step: 0 }, s: { type: enum } }\n"))
                .anyMatch(text -> text.startsWith("fields.t.step: must be above 0"))
                .anyMatch(text -> text.startsWith("fields.s.values: must be a list"))
                .hasSize(2);
        assertThat(complaints("format: cbor\n")).singleElement().asString().startsWith("fields: is missing");
        assertThat(complaints("format: json\nfields: { a: }\n"))
                .singleElement()
                .asString()
                .startsWith("fields.a: says nothing");
        assertThat(complaints("format: bytes\n")).singleElement().asString().startsWith("size: ");
        assertThat(complaints("format: template\n")).singleElement().asString().startsWith("text: give either");
        assertThat(complaints("{format: template, text: x}"))
                .singleElement()
                .asString()
                .contains("{seq}");
        assertThat(complaints("{format: template, file: gone.txt}"))
                .singleElement()
                .asString()
                .startsWith("file: cannot be read");
        assertThat(complaints("{format: sparkplug, group: a/b, devices: 999, fields: {seq: seq}}"))
                .anyMatch(text -> text.startsWith("group: "))
                .anyMatch(text -> text.startsWith("devices: "))
                .hasSize(2);
    }

    @Test
    void aFormatThatIsNoneIsAComplaintLikeOthers() throws Exception {
        String known = "format: must be one of json, cbor, avro, sparkplug, bytes, template, replay";

        assertThat(complaints("{format: xml, fields: {a: seq}}")).containsExactly(known);
        assertThat(complaints("{size: 3}")).containsExactly(known);
        assertThat(complaints("{}")).containsExactly(known);
    }

    @Test
    void wordsThatAreNoneAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> spec("{format: json, fields: {t: {type: wander}}}"))
                .isInstanceOfSatisfying(
                        JsonMappingException.class,
                        e -> assertThat(e.getPathReference()).contains("fields", "[\"t\"]"))
                .hasMessageContaining("wander");
        assertThatThrownBy(() -> spec("{format: json, fields: {t: wander}}"))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("cannot stand alone");
        assertThatThrownBy(() -> spec("{format: json, fields: {t: {type: seq, stp: 1}}}"))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("stp");
        assertThatThrownBy(() -> spec("{format: json, fields: {t: {type: sine, period: 5 minutes}}}"))
                .isInstanceOf(JsonMappingException.class)
                .hasMessageContaining("such as 30s");
    }

    @Test
    void aWordAloneIsAFieldWithNothingElseToSay() throws Exception {
        assertThat(spec("{format: json, fields: {d: device, s: site, n: seq, t: time, b: bool}}"))
                .isEqualTo(
                        spec(
                                "{format: json, fields: {d: {type: device}, s: {type: site}, n: {type: seq}, t: {type: time}, b: {type: bool}}}"));
        assertThat(((JsonPayload) spec("{format: json, fields: {t: {type: time, as: iso-8601}}}")).fields())
                .containsEntry("t", new TimeField(TimeField.Unit.ISO_8601));
    }

    @Test
    void payloadsThatCannotBeAuditedSaySo() throws Exception {
        assertThat(spec("{format: json, fields: {id: device, n: seq}}").whyNoAudit())
                .isEmpty();
        assertThat(spec("{format: json, fields: {id: device, n: seq}}")
                        .auditFields()
                        .seq())
                .contains("n");
        assertThat(spec("{format: json, fields: {id: device}}").whyNoAudit())
                .get()
                .asString()
                .contains("type seq");
        assertThat(spec("{format: json, fields: {n: seq}}").whyNoAudit())
                .get()
                .asString()
                .contains("type device");
        assertThat(spec("{format: bytes, size: 1}").whyNoAudit())
                .get()
                .asString()
                .contains("device and seq");
        assertThat(spec("{format: replay, file: x.csv}").whyNoAudit()).isPresent();
        assertThat(spec("{format: replay, file: x.csv, fields: {d: device, n: seq}}")
                        .whyNoAudit())
                .isEmpty();
    }

    @Test
    void aFleetWithoutTopicIsRefusedWhereOneIsNeeded() throws Exception {
        PayloadSpec json = spec("{format: json, fields: {n: seq}}");

        assertThatThrownBy(() -> json.messages(Yaml.settings(null, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic");
        assertThat(spec("{format: sparkplug, fields: {n: seq}}").hasOwnTopics()).isTrue();
    }
}
