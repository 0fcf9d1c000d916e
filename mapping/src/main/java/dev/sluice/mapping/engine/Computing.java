package dev.sluice.mapping.engine;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.cel.CelJson;
import dev.sluice.mapping.cel.CelMessage;
import dev.sluice.mapping.cel.CelText;
import dev.sluice.mapping.cel.CelTime;
import dev.sluice.mapping.cel.Evaluated;
import dev.sluice.mapping.json.JsonBuffer;
import dev.sluice.mapping.message.DeviceMessage;
import java.util.OptionalLong;

/** Asks CEL expressions about the message at hand, and remembers the first failure: whoever asks for a value gets none after it. */
final class Computing {

    private final CelMessage cel = new CelMessage();

    // lives as long as one message
    private DeviceMessage message;
    private TopicRoute route;
    private byte[] json;
    private int length;
    private boolean begun;
    private Evaluated.Failed failed;

    /** Costs nothing until the first expression: most rules have none. */
    void begin(DeviceMessage message, TopicRoute route, byte[] json, int length) {
        this.message = message;
        this.route = route;
        this.json = json;
        this.length = length;
        begun = false;
        failed = null;
    }

    void element(int index, int from, int length) {
        if (route.mapping.computes()) {
            message().element(json, from, length, index);
        }
    }

    void end() {
        if (begun) {
            cel.clear();
        }
        message = null;
        route = null;
        json = null;
    }

    /** What went wrong first, for people; null if nothing did. */
    String failure() {
        return failed == null ? null : failed.detail();
    }

    /** The failure, if it is that the document cannot be read at all; else null. */
    Evaluated.Failed unreadable() {
        return failed == null || failed.document() == null ? null : failed;
    }

    /** False after a failure too. */
    boolean holds(CelExpression condition) {
        var value = value(condition);
        return value != null && value.isTrue();
    }

    /** Null after a failure. */
    String text(CelExpression expression) {
        var value = value(expression);
        if (value == null) {
            return null;
        }
        var text = CelText.of(value.value());
        return text == null ? fail(expression, "is neither text nor a number nor a boolean") : text;
    }

    /** Empty where the result is no time. */
    OptionalLong millis(CelExpression expression) {
        var value = value(expression);
        return value == null ? OptionalLong.empty() : CelTime.millis(value.value());
    }

    /** False after a failure. */
    boolean write(CelExpression expression, JsonBuffer out) {
        var value = value(expression);
        if (value == null) {
            return false;
        }
        if (!CelJson.write(value.value(), out)) {
            fail(expression, "has no form in JSON");
            return false;
        }
        return true;
    }

    private Evaluated.Value value(CelExpression expression) {
        var outcome = expression.evaluate(message());
        if (outcome instanceof Evaluated.Failed reason) {
            if (failed == null) {
                failed = new Evaluated.Failed(reason.document(), expression + ": " + reason.detail());
            }
            return null;
        }
        return (Evaluated.Value) outcome;
    }

    private String fail(CelExpression expression, String why) {
        if (failed == null) {
            failed = new Evaluated.Failed(null, "the result of " + expression + " " + why);
        }
        return null;
    }

    private CelMessage message() {
        if (!begun) {
            cel.begin(message, route.captureArray).payload(json, 0, length);
            begun = true;
        }
        return cel;
    }
}
