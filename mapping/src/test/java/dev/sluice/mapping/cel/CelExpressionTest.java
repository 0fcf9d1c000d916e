package dev.sluice.mapping.cel;

import static dev.sluice.mapping.cel.CelFixture.compile;
import static dev.sluice.mapping.cel.CelFixture.evaluate;
import static dev.sluice.mapping.cel.CelFixture.message;
import static dev.sluice.mapping.cel.CelFixture.result;
import static dev.sluice.mapping.cel.CelFixture.shown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.message.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelExpressionTest {

    private static final String DOCUMENT = """
            {"x":21,"y":21.5,"whole":21.0,"s":"héllo","n":null,"l":[1,2,3],"o":{"a":{"b":1}},"a-b":7,\
            "secret":"hunter2","wide":18446744073709551616}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payload.x < 200                          | true",
                "payload.y < 200                          | true",
                "payload.x < 21.5 && payload.y > 21       | true",
                "payload.x == payload.whole               | true",
                "payload.x in [20.0, 21.0]                | true",
                "double(payload.x) * 2.0 + 0.5            | 42.5",
                "payload.y * 2.0                          | 43.0",
                "payload.x + 1                            | 22",
                "payload.whole                            | 21.0",
                "payload.wide                             | 1.8446744073709552E19",
                "int(payload.y)                           | 21",
                "string(payload.y)                        | \"21.5\"",
                "double('NaN')                            | \"NaN\"",
                "payload.y / 0.0                          | \"Infinity\"",
                "has(payload.x)                           | true",
                "has(payload.gone)                        | false",
                "has(payload.o.a.gone)                    | false",
                "has(payload.gone) && payload.gone > 1    | false",
                "has(payload.n)                           | true",
                "payload.n == null                        | true",
                "payload.o.a.b                            | 1",
                "payload['a-b']                           | 7",
                "payload.`a-b`                            | 7",
                "payload.l.all(e, e < 10)                 | true",
                "payload.l.map(e, e * 2)                  | [2,4,6]",
                "payload.l.filter(e, e > 1).size()        | 2",
                "payload.s + '🎉'                         | \"héllo🎉\"",
                "size(payload.s)                          | 5",
                "payload.s.matches('^h.l+o$')             | true",
                "payload.s.upperAscii()                   | \"HéLLO\"",
                "['a','b'].join('-')                      | \"a-b\"",
                "math.round(payload.y)                    | 22.0",
                "math.greatest(payload.x, payload.y)      | 21.5",
                "payload.y > 30.0 ? 'hot' : 'cold'        | \"cold\"",
                "{'a': payload.l, 'n': payload.n}         | {\"a\":[1,2,3],\"n\":null}",
                "bytes('ab')                              | \"YWI=\"",
                "uint(payload.x)                          | 21",
                "duration('90s')                          | \"PT1M30S\"",
                "timestamp('2026-11-21T10:15:30+01:00')   | \"2026-11-21T09:15:30Z\"",
                "dyn(type(1))                             | no JSON"
            })
    void givesAsJson(String expression, String json) {
        assertThat(result(expression, DOCUMENT)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "site                                 | \"north\"",
                "topic['device-id']                   | \"d-7\"",
                "topic.type                           | \"temp\"",
                "mqtt.topic                           | \"sites/north/d-7/temp\"",
                "mqtt.client                          | \"client-7\"",
                "mqtt.qos                             | 1",
                "mqtt.retained                        | false",
                "mqtt.duplicate                       | true",
                "mqtt.received_at                     | \"2027-01-15T08:00:00.123Z\"",
                "mqtt.content_type                    | \"application/json\"",
                "mqtt.response_topic                  | \"\"",
                "mqtt.user.unit                       | \"F\"",
                "has(mqtt.user.gone)                  | false"
            })
    void knowsTheMessage(String expression, String json) {
        assertThat(result(expression, "{}")).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payload.gone                    | there is no key 'gone', at character 8 of the expression",
                "has(payload.gone.b)             | there is no key 'gone', at character 12 of the expression",
                "payload.x.b                     | a key 'b' is asked of a value that is no object, at character 10 of the expression",
                "payload.n.b                     | a key 'b' is asked of a value that is no object, at character 10 of the expression",
                "payload.l[7]                    | a list has no element of that index, at character 10 of the expression",
                "payload.x / 0                   | a division by zero, at character 11 of the expression",
                "9223372036854775807 + payload.x | a number is beyond the range of its type, at character 21 of the expression",
                "payload.s < 5                   | '<' does not take values of these types, at character 11 of the expression",
                "timestamp(payload.s)            | a function cannot work with its argument, at character 10 of the expression",
                "payload.x * 1.8                 | '*' wants two values of one kind, and int and double are two kinds: write double(...) around what may be either, as in double(payload.x) * 1.8 + 32.0, at character 11 of the expression"
            })
    void failsInOneSentence(String expression, String detail) {
        assertThat(evaluate(expression, DOCUMENT)).isEqualTo(new Evaluated.Failed(null, detail));
    }

    @ParameterizedTest
    @CsvSource({
        "payload[payload.secret]",
        "int(payload.secret)",
        "timestamp(payload.secret)",
        "payload.secret.charAt(99)",
        "payload.secret - 1",
        "duration(payload.secret)",
        "mqtt.user[payload.secret]",
        "payload.secret ? 1 : 2",
        "bool(payload.secret)",
        "payload.l[payload.secret]",
        "{payload.secret: 1}[payload.s]",
        "math.greatest(payload.secret)"
    })
    void failureNeverTellsWhatThePayloadSays(String expression) {
        assertThat(evaluate(expression, DOCUMENT))
                .isInstanceOfSatisfying(
                        Evaluated.Failed.class,
                        failed -> assertThat(failed.detail()).doesNotContain("hunter2"));
    }

    @Test
    void conditionThatGivesNeitherTrueNorFalseFails() {
        assertThat(compile("payload.x", Wanted.CONDITION).evaluate(message(DOCUMENT)))
                .isEqualTo(new Evaluated.Failed(null, "the condition gave neither true nor false"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"x\":1               | PAYLOAD_NOT_DECODABLE",
                "``                     | PAYLOAD_NOT_DECODABLE",
                "{\"x\":1} 2            | PAYLOAD_NOT_DECODABLE",
                "{\"x\":NaN}            | PAYLOAD_NOT_DECODABLE",
                "{\"x\":1,\"x\":2}      | DUPLICATE_KEY",
                "{\"x\":{\"a\":1,\"a\":2}} | DUPLICATE_KEY",
                "{\"x\":1e999}          | NUMBER_OUT_OF_RANGE"
            })
    void documentThatCannotBeReadSaysWhy(String payload, RejectReason reason) {
        assertThat(evaluate("payload.x == 1 || true", payload))
                .isInstanceOfSatisfying(
                        Evaluated.Failed.class,
                        failed -> assertThat(failed.document()).isEqualTo(reason));
    }

    @Test
    void documentNeedNotBeAnObject() {
        assertThat(result("payload[1] + 1", "[1,2]")).isEqualTo("3");
        assertThat(result("payload * 2", "21")).isEqualTo("42");
        assertThat(result("payload.x", "[1]"))
                .isEqualTo("failed: a key 'x' is asked of a value that is no object, at character 8 of the expression");
    }

    @Test
    void onlyWhatTheRuleReadsIsLookedAt() {
        assertThat(result("payload.x", "{\"y\":1,\"y\":1e999,\"x\":5}")).isEqualTo("5");
        assertThat(result("size(payload)", "{\"y\":1,\"x\":5}")).isEqualTo("2");
        assertThat(result("payload.exists(k, k == 'y')", "{\"y\":1,\"x\":5}")).isEqualTo("true");
    }

    @Test
    void expressionsOfOneRuleShareTheDocumentAndAMessageIsReused() throws CelInvalid {
        var compiler = new CelCompiler(CelFixture.CAPTURES, false);
        var x = compiler.compile("payload.x", CelFixture.ANYTHING);
        var y = compiler.compile("payload.y", CelFixture.ANYTHING);
        var whole = new CelCompiler(List.of(), false).compile("size(payload)", CelFixture.ANYTHING);
        var message = new CelMessage();
        for (int i = 0; i < 3; i++) {
            message(message, "{\"x\":" + i + ",\"y\":\"b\",\"z\":0}");
            assertThat(shown(x.evaluate(message))).isEqualTo("" + i);
            assertThat(shown(y.evaluate(message))).isEqualTo("\"b\"");
            assertThat(shown(whole.evaluate(message))).isEqualTo("3");
        }
        assertThat(shown(x.evaluate(message(message, "{")))).startsWith("failed");
        assertThat(shown(x.evaluate(message(message, "{\"x\":9}")))).isEqualTo("9");
    }

    @Test
    void elementsComeOneAfterTheOther() {
        var expression = compile("each.v + index + payload.base");
        var message = message("{\"base\":100}");
        for (int i = 0; i < 3; i++) {
            var element = ("  {\"v\":" + i + "},").getBytes(StandardCharsets.UTF_8);
            message.element(element, 2, element.length - 3, i);
            assertThat(shown(expression.evaluate(message))).isEqualTo("" + (100 + 2 * i));
        }
    }

    @Test
    void otherRuleSeesItsOwnCaptures() throws CelInvalid {
        var mine = compile("topic['device-id']");
        var others = new CelCompiler(List.of("a"), false).compile("a + topic.a", CelFixture.ANYTHING);
        var message = message("{}");
        assertThat(shown(mine.evaluate(message))).isEqualTo("\"d-7\"");
        assertThat(shown(others.evaluate(message.captures(new String[] {"z"})))).isEqualTo("\"zz\"");
    }

    @Test
    void manyThreadsMayAskAtOnce() throws Exception {
        var expression = compile("payload.l.map(e, e * payload.f).filter(e, e > 0)");
        var threads = Executors.newFixedThreadPool(4);
        try {
            var tasks = new ArrayList<Callable<String>>();
            for (int t = 1; t <= 4; t++) {
                int factor = t;
                tasks.add(() -> {
                    var message = new CelMessage();
                    String last = "";
                    for (int i = 0; i < 2_000; i++) {
                        last = shown(expression.evaluate(message(message, "{\"l\":[1,2],\"f\":" + factor + "}")));
                        assertThat(last).isEqualTo("[" + factor + "," + 2 * factor + "]");
                    }
                    return last;
                });
            }
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isNotEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
