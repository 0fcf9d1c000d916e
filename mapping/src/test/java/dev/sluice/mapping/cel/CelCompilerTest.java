package dev.sluice.mapping.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelCompilerTest {

    private static void refused(String text, Wanted wanted, String message) {
        assertThatThrownBy(() -> new CelCompiler(CelFixture.CAPTURES, false).compile(text, wanted))
                .isInstanceOf(CelInvalid.class)
                .hasMessage(message);
    }

    private static Wanted field(String schema) {
        return Wanted.field("f", new Schema.Parser().parse(schema));
    }

    @Test
    void misspeltNameIsAnErrorThatSaysWhatWasMeant() {
        refused(
                "mqtt.clinet == 'a'",
                Wanted.CONDITION,
                "unknown name mqtt.clinet; did you mean mqtt.client? (line 1, column 1)");
        refused(
                "payload.x > 1 &&\n  sit == 'a'",
                Wanted.CONDITION,
                "unknown name sit; did you mean site? (line 2, column 3)");
    }

    @Test
    void unknownNameThatResemblesNothingIsAnsweredWithWhatThereIs() {
        refused(
                "'🎉' == whatever",
                Wanted.CONDITION,
                "unknown name whatever; known are payload, mqtt.topic, mqtt.client, mqtt.qos, mqtt.retained, mqtt.duplicate,"
                        + " mqtt.received_at, mqtt.content_type, mqtt.response_topic, mqtt.user, site, topic (line 1, column 8)");
    }

    @Test
    void unknownFunctionAndBrokenSyntaxSayWhere() {
        refused("payload.x.now()", Wanted.TEXT, "unknown function now (line 1, column 14)");
        refused("payload.x <", Wanted.CONDITION, "the expression ends where more is expected (line 1, column 12)");
    }

    @Test
    void eachAndIndexExistOnlyInRulesWithEach() throws CelInvalid {
        assertThat(new CelCompiler(List.of(), true)
                        .compile("each.v > 1 && index < 3", Wanted.CONDITION)
                        .readsEach())
                .isTrue();
        assertThatThrownBy(() -> new CelCompiler(List.of(), false).compile("each.v > 1", Wanted.CONDITION))
                .hasMessageStartingWith("unknown name each");
        assertThatThrownBy(() -> new CelCompiler(List.of(), false).compile("index > 1", Wanted.CONDITION))
                .hasMessageStartingWith("unknown name index");
    }

    @Test
    void captureThatIsNoIdentifierIsPointedToItsOtherName() {
        refused(
                "device-id == 'a'",
                Wanted.CONDITION,
                "the capture device-id is no name of CEL; write topic['device-id'] (line 1, column 1)");
        refused(
                "topic['devce'] == 'a'",
                Wanted.CONDITION,
                "topic['devce']: the pattern has no such capture; it has site, device-id, type");
        refused(
                "topic.devce == 'a'",
                Wanted.CONDITION,
                "topic['devce']: the pattern has no such capture; it has site, device-id, type");
    }

    @Test
    void captureNamedTopicIsThatCapture() throws CelInvalid {
        var expression = new CelCompiler(List.of("topic"), false).compile("topic == 'a'", Wanted.CONDITION);
        var message = new CelMessage().begin(CelFixture.MESSAGE, new String[] {"a"});
        assertThat(expression.evaluate(message)).isEqualTo(new Evaluated.Value(true));
    }

    @Test
    void typesThatCannotMeetAreErrors() {
        refused("mqtt.qos == 'a'", Wanted.CONDITION, "'==' does not take (int, string) (line 1, column 10)");
        refused(
                "1 + 1.5",
                Wanted.TEXT,
                "'+' does not take (int, double), and int and double are two kinds: write double(...) around what may be"
                        + " either, as in double(payload.x) * 1.8 + 32.0 (line 1, column 3)");
    }

    @Test
    void conditionMustBeTrueOrFalse() {
        refused("mqtt.qos", Wanted.CONDITION, "a condition is true or false, this expression gives int");
    }

    @Test
    void textAndTimestampTakeWhatCanBecomeOne() {
        for (var text : List.of("'a'", "1", "1.5", "true", "payload.x", "mqtt.received_at")) {
            CelFixture.compile(text, Wanted.TEXT);
        }
        refused("[1]", Wanted.TEXT, "text is wanted here, the expression gives list(int)");
        for (var time : List.of("payload.ts", "1", "'2026-11-21T10:15:30Z'", "mqtt.received_at + duration('1h')")) {
            CelFixture.compile(time, Wanted.TIMESTAMP);
        }
        refused(
                "true",
                Wanted.TIMESTAMP,
                "a point in time is wanted here (milliseconds since 1970 as int, RFC 3339 text, or timestamp), the expression"
                        + " gives bool");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'a'              | \"int\"             | field 'f' is int, the expression gives string; int(...) makes an int of it",
                "'a'              | [\"null\",\"double\"] | field 'f' is one of [null, double], the expression gives string; double(...) makes a double of it",
                "1                | \"string\"          | field 'f' is string, the expression gives int; string(...) makes text of it",
                "true             | \"long\"            | field 'f' is long, the expression gives bool",
                "[1]              | \"string\"          | field 'f' is string, the expression gives list(int)",
                "null             | \"string\"          | field 'f' is string, the expression gives null",
                "type(1)          | \"string\"          | field 'f' is string, the expression gives type(int)",
                "mqtt.received_at | \"int\"             | field 'f' is int, the expression gives timestamp"
            })
    void fieldThatCannotTakeTheResultIsNamedWithBothTypes(String text, String schema, String message) {
        refused(text, field(schema), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payload.x                   | \"int\"",
                "math.round(payload.x * 1.0) | \"long\"",
                "1                           | \"double\"",
                "null                        | [\"null\",\"double\"]",
                "mqtt.received_at            | {\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
                "mqtt.received_at            | \"string\"",
                "'a'                         | \"bytes\"",
                "[1.5]                       | {\"type\":\"array\",\"items\":\"double\"}",
                "{'a': 1}                    | {\"type\":\"map\",\"values\":\"long\"}",
                "'on'                        | {\"type\":\"enum\",\"name\":\"S\",\"symbols\":[\"on\"]}"
            })
    void fieldThatCanTakeTheResultIsFilled(String text, String schema) {
        assertThat(CelFixture.compile(text, field(schema))).hasToString(text);
    }

    @Test
    void whatAPayloadCouldMakeExpensiveMustBeConstant() {
        for (var call : List.of(
                "payload.x.matches(payload.y)",
                "matches(payload.x, payload.y)",
                "payload.x.contains(payload.y)",
                "payload.x.indexOf(payload.y)",
                "payload.x.lastIndexOf(payload.y, 3)",
                "payload.x.split(payload.y)",
                "payload.x.replace(payload.y, 'a')",
                "payload.x.replace('a', payload.y)",
                "payload.x.join(payload.y)")) {
            assertThatThrownBy(() -> new CelCompiler(List.of(), false).compile(call, CelFixture.ANYTHING))
                    .as(call)
                    .isInstanceOf(CelInvalid.class)
                    .hasMessageContaining(
                            "looks for or puts in must be a constant, so that no payload can choose its cost");
        }
        refused(
                "payload.x.matches('(a')",
                Wanted.CONDITION,
                "the pattern of matches(): error parsing regexp: missing closing ): `(a`");
    }

    @Test
    void expressionLongerThanAnyoneWritesIsRefused() {
        assertThatThrownBy(() -> CelFixture.compile("'" + "x".repeat(20_000) + "'", Wanted.TEXT))
                .hasMessageContaining("size: 20002, limit 16384");
        assertThatThrownBy(() -> CelFixture.compile("(".repeat(5_000) + "1" + ")".repeat(5_000), Wanted.TEXT))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void expressionKnowsWhatItReads() {
        assertThat(CelFixture.compile("site == 'a' && index == 1")).matches(e -> !e.readsPayload() && !e.readsEach());
        assertThat(CelFixture.compile("has(payload.x)")).matches(e -> e.readsPayload() && !e.readsEach());
        assertThat(CelFixture.compile("[1].all(i, each[i] == 2)")).matches(e -> !e.readsPayload() && e.readsEach());
        assertThat(CelFixture.compile("{'a': [payload.x]}")).matches(CelExpression::readsPayload);
    }
}
