package dev.sluice.mapping.rule;

import dev.sluice.mapping.transcode.FieldPlan;
import dev.sluice.mapping.transcode.PayloadPath;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads the expressions and templates of one rule: which captures there are is the pattern's business, and every scalar that a template
 * wants from the payload is noted in the rule's plan. What is wrong is thrown as {@link IllegalArgumentException}, with a message for people.
 */
final class ExpressionReader {

    private final List<String> captures;
    private final PayloadFormat payload;
    private final FieldPlan.Builder plan;

    ExpressionReader(List<String> captures, PayloadFormat payload, FieldPlan.Builder plan) {
        this.captures = captures;
        this.payload = payload;
        this.plan = plan;
    }

    /** An expression where any is allowed: the value of a field. */
    Expression expression(String written) {
        var text = written.strip();
        if (isQuoted(text)) {
            return new Expression.Constant(unquoted(text));
        }
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            return new Expression.Text(template(text));
        }
        if (text.equals("payload")) {
            if (payload != PayloadFormat.BYTES) {
                throw new IllegalArgumentException(
                        "payload as a whole is for rules with payload: bytes; name a field, as in payload.temperature");
            }
            return new Expression.WholePayload();
        }
        if (text.startsWith("payload.")) {
            return new Expression.PayloadField(payloadPath(text));
        }
        var fact = MessageFact.of(text);
        if (fact.isPresent()) {
            return new Expression.Text(new TextTemplate(text, List.of(new TextTemplate.Fact(fact.get()))));
        }
        return literal(text);
    }

    /** An expression whose value is needed as text: a key, a header. */
    TextTemplate text(String written) {
        return expression(written)
                .fold(
                        constant -> TextTemplate.constant(constant.value().toString()),
                        field -> new TextTemplate(written, List.of(scalar(field.path()))),
                        whole -> {
                            throw new IllegalArgumentException(
                                    "the payload as a whole can only fill a field of the record");
                        },
                        Expression.Text::template);
    }

    /** Text with placeholders in braces, or without any. */
    TextTemplate template(String written) {
        var parts = new ArrayList<TextTemplate.Part>();
        int position = 0;
        while (position < written.length()) {
            int open = written.indexOf('{', position);
            var literal = written.substring(position, open < 0 ? written.length() : open);
            if (literal.indexOf('}') >= 0) {
                throw new IllegalArgumentException("'}' without '{'");
            }
            if (!literal.isEmpty()) {
                parts.add(new TextTemplate.Literal(literal));
            }
            if (open < 0) {
                break;
            }
            int close = written.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("'{' without '}'");
            }
            parts.add(placeholder(written.substring(open + 1, close).strip()));
            position = close + 1;
        }
        return new TextTemplate(written, parts);
    }

    private TextTemplate.Part placeholder(String name) {
        int capture = captures.indexOf(name);
        if (capture >= 0) {
            return new TextTemplate.Capture(capture, name);
        }
        if (name.startsWith("payload.")) {
            return scalar(payloadPath(name));
        }
        Supplier<IllegalArgumentException> unknown =
                () -> new IllegalArgumentException("{" + name + "} is none of " + placeholders());
        return new TextTemplate.Fact(MessageFact.of(name).orElseThrow(unknown));
    }

    private TextTemplate.PayloadScalar scalar(String path) {
        return new TextTemplate.PayloadScalar(plan.extract(path), path);
    }

    private String payloadPath(String text) {
        if (payload == PayloadFormat.BYTES) {
            throw new IllegalArgumentException(text + " needs payload: json; this rule has payload: bytes");
        }
        return PayloadPath.of(text.substring("payload.".length())).toString();
    }

    private Expression literal(String text) {
        if (text.equals("true") || text.equals("false")) {
            return new Expression.Constant(Boolean.valueOf(text));
        }
        boolean number =
                !text.isEmpty() && text.length() < 40 && text.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0);
        if (number) {
            try {
                return new Expression.Constant(new BigDecimal(text));
            } catch (NumberFormatException notANumber) {
                // falls through to the answer that says what is allowed
            }
        }
        if (captures.contains(text)) {
            throw new IllegalArgumentException("a capture is written in braces: \"{" + text + "}\"");
        }
        throw new IllegalArgumentException(
                "expected payload.a.b | " + MessageFact.allWritten() + " | 'constant' | text with " + placeholders());
    }

    private String placeholders() {
        var all = new ArrayList<String>();
        captures.forEach(name -> all.add("{" + name + "}"));
        for (var fact : MessageFact.values()) {
            all.add("{" + fact.written() + "}");
        }
        if (payload == PayloadFormat.JSON) {
            all.add("{payload.a.b}");
        }
        return String.join(", ", all);
    }

    static boolean isQuoted(String text) {
        return text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
    }

    static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }
}
