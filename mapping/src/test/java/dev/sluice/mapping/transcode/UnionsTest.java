package dev.sluice.mapping.transcode;

import static dev.sluice.mapping.message.RejectReason.ENUM_SYMBOL_UNKNOWN;
import static dev.sluice.mapping.message.RejectReason.FIELD_MISSING;
import static dev.sluice.mapping.message.RejectReason.FIELD_TYPE;
import static dev.sluice.mapping.message.RejectReason.NUMBER_OUT_OF_RANGE;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class UnionsTest {

    @Test
    void nullableFieldsTakeNullOnEitherSide() {
        assertThat(Transcoding.ofType("['null', 'int']").x("null")).isNull();
        assertThat(Transcoding.ofType("['null', 'int']").x("5")).isEqualTo(5);
        assertThat(Transcoding.ofType("['int', 'null']").x("null")).isNull();
        assertThat(Transcoding.ofType("['int', 'null']").x("5")).isEqualTo(5);
        assertThat(Transcoding.ofType("['int', 'null']").refusalOfX("'5'")).isEqualTo(FIELD_TYPE);
    }

    @Test
    void numbersTakeTheFirstBranchThatHoldsThem() {
        Transcoding number = Transcoding.ofType("['int', 'long', 'double']");

        assertThat(number.x("5")).isEqualTo(5);
        assertThat(number.x("3000000000")).isEqualTo(3000000000L);
        assertThat(number.x("5.5")).isEqualTo(5.5);
        assertThat(number.refusalOfX("1e999")).isEqualTo(NUMBER_OUT_OF_RANGE);
        assertThat(Transcoding.ofType("['double', 'long']").x("5")).isEqualTo(5.0);
    }

    @Test
    void textTakesTheFirstBranchThatHoldsIt() {
        String colour = "{'type': 'enum', 'name': 'Colour', 'symbols': ['RED']}";
        Transcoding enumFirst = Transcoding.ofType("[" + colour + ", 'string']");

        assertThat(enumFirst.x("'RED'")).isInstanceOf(GenericEnumSymbol.class);
        assertThat(enumFirst.x("'BLUE'")).hasToString("BLUE").isInstanceOf(CharSequence.class);
        assertThat(Transcoding.ofType("['null', " + colour + "]").refusalOfX("'BLUE'"))
                .isEqualTo(ENUM_SYMBOL_UNKNOWN);
    }

    @Test
    void objectsTakeTheFirstBranchOutright() {
        String one = "{'type': 'record', 'name': 'One', 'fields': [{'name': 'a', 'type': 'int'}]}";
        String two = "{'type': 'record', 'name': 'Two', 'fields': [{'name': 'b', 'type': 'int'}]}";
        Transcoding either = Transcoding.ofType("['null', " + one + ", " + two + "]");

        assertThat(((GenericRecord) either.x("{'a': 1}")).getSchema().getName()).isEqualTo("One");
        assertThat(either.refusalOfX("{'b': 1}")).isEqualTo(FIELD_MISSING);
    }

    @Test
    void everyKindFindsItsBranch() {
        Transcoding any = Transcoding.ofType(
                "['boolean', 'string', 'double', {'type': 'array', 'items': 'int'}, {'type': 'map', 'values': 'int'}]");

        assertThat(any.x("true")).isEqualTo(true);
        assertThat(any.x("'x'")).hasToString("x");
        assertThat(any.x("1.5")).isEqualTo(1.5);
        assertThat(any.x("[1]")).hasToString("[1]");
        assertThat(any.x("{'a': 1}")).hasToString("{a=1}");
        assertThat(any.unfit("{'x': null}").detail())
                .startsWith("payload.x: one of [boolean, string, double, array, map] was expected, found null");
    }

    @Test
    void defaultsOfUnionsAreOfAnyBranch() {
        assertThat(Transcoding.ofFields("{'name': 'x', 'type': ['int', 'null'], 'default': 7}")
                        .read("{}")
                        .get("x"))
                .isEqualTo(7);
    }
}
