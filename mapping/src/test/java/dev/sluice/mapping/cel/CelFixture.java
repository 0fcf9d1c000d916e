package dev.sluice.mapping.cel;

import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.DeviceMessage;
import dev.sluice.mapping.message.MessageProperties;
import dev.sluice.mapping.message.UserProperty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/** A rule {@code sites/{site}/{device-id}/{type}} and a message for it. */
final class CelFixture {

    static final List<String> CAPTURES = List.of("site", "device-id", "type");
    static final Wanted ANYTHING = Wanted.field("any", new Schema.Parser().parse("""
                            ["null","boolean","string","bytes","double",{"type":"array","items":"null"},{"type":"map","values":"null"}]"""));
    static final DeviceMessage MESSAGE = new DeviceMessage(
            "sites/north/d-7/temp",
            "client-7",
            1,
            false,
            true,
            new byte[0],
            1_800_000_000_123L,
            "e-1",
            new MessageProperties(
                    "application/json",
                    null,
                    null,
                    null,
                    null,
                    List.of(new UserProperty("unit", "C"), new UserProperty("unit", "F"))));

    private CelFixture() {}

    static CelExpression compile(String text) {
        return compile(text, ANYTHING);
    }

    static CelExpression compile(String text, Wanted wanted) {
        try {
            return new CelCompiler(CAPTURES, true).compile(text, wanted);
        } catch (CelInvalid invalid) {
            throw new AssertionError(text + ": " + invalid.getMessage(), invalid);
        }
    }

    static CelMessage message(String payload) {
        return message(new CelMessage(), payload);
    }

    static CelMessage message(CelMessage reused, String payload) {
        var json = payload.getBytes(StandardCharsets.UTF_8);
        return reused.begin(MESSAGE, new String[] {"north", "d-7", "temp"}).payload(json, 0, json.length);
    }

    static Evaluated evaluate(String expression, String payload) {
        return compile(expression).evaluate(message(payload));
    }

    /** The result as JSON, or {@code failed: ...}. */
    static String result(String expression, String payload) {
        return shown(evaluate(expression, payload));
    }

    static String shown(Evaluated evaluated) {
        var out = new JsonBuffer(1 << 20);
        return evaluated.fold(
                value -> CelJson.write(value.value(), out)
                        ? new String(out.toByteArray(), StandardCharsets.UTF_8)
                        : "no JSON",
                failed -> "failed: " + failed.detail());
    }
}
