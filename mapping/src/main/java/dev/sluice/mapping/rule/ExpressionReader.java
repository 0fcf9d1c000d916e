package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;
import dev.sluice.mapping.cel.Wanted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the expressions and templates of one rule: which captures there are is the pattern's business, and every scalar that a template
 * wants from a document is noted in the rule's plans. What is wrong is thrown as {@link IllegalArgumentException}, with a message for people.
 */
final class ExpressionReader {

    private static final String USER_PROPERTY = "mqtt.user.";

    private final List<String> captures;
    private final PayloadFormat payload;
    private final Plans plans;
    private final Computations computations;

    ExpressionReader(List<String> captures, PayloadFormat payload, Plans plans) {
        this.captures = captures;
        this.payload = payload;
        this.plans = plans;
        this.computations = new Computations(captures, payload, plans.hasElements());
    }

    /**
     * An expression where any is allowed.
     *
     * @param wanted what its value is for
     */
    Expression expression(String written, Wanted wanted) {
        var text = written.strip();
        if (isQuoted(text)) {
            return new Expression.Constant(unquoted(text));
        }
        var path = DocumentPath.of(text);
        if (path.isPresent()) {
            return document(path.get(), text);
        }
        var metadata = metadata(text);
        if (metadata.isPresent()) {
            return new Expression.Text(TextTemplate.of(text, metadata.get()));
        }
        var literal = literal(text);
        if (literal.isPresent()) {
            return literal.get();
        }
        if (isTemplate(text)) {
            return new Expression.Text(template(text));
        }
        if (captures.contains(text)) {
            throw new IllegalArgumentException("a capture is written in braces: \"{" + text + "}\"");
        }
        return new Expression.Computed(computations.compile(text, wanted));
    }

    /** An expression whose value is needed as text: a key, a header. */
    TextTemplate text(String written) {
        return expression(written, Wanted.TEXT).fold(new Expression.Cases<>() {
            @Override
            public TextTemplate constant(Expression.Constant constant) {
                return TextTemplate.constant(constant.value().toString());
            }

            @Override
            public TextTemplate field(Expression.Field field) {
                return TextTemplate.of(written, scalar(new DocumentPath(field.scope(), field.path()), written));
            }

            @Override
            public TextTemplate rawPayload(Expression.RawPayload payload) {
                throw new IllegalArgumentException("the payload as a whole can only fill a field of the record");
            }

            @Override
            public TextTemplate text(Expression.Text text) {
                return text.template();
            }

            @Override
            public TextTemplate computed(Expression.Computed computed) {
                return TextTemplate.of(written, new TextTemplate.Computed(computed.expression()));
            }
        });
    }

    /** A condition of the rule. */
    CelExpression condition(String written) {
        return computations.compile(written.strip(), Wanted.CONDITION);
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
        var path = DocumentPath.of(name);
        if (path.isPresent()) {
            return scalar(path.get(), name);
        }
        var metadata = metadata(name);
        if (metadata.isPresent()) {
            return metadata.get();
        }
        if (isWord(name)) {
            throw new IllegalArgumentException("{" + name + "} is none of " + placeholders());
        }
        return new TextTemplate.Computed(computations.compile(name, Wanted.TEXT));
    }

    private Expression document(DocumentPath found, String text) {
        checkScope(found.scope());
        boolean whole = found.path().keys().isEmpty() && found.scope() == Scope.PAYLOAD;
        if (payload == PayloadFormat.BYTES) {
            if (whole) {
                return new Expression.RawPayload();
            }
            throw new IllegalArgumentException(
                    text + " needs a payload that is looked into; this rule has payload: bytes");
        }
        return new Expression.Field(found.scope(), whole ? payload.whole() : found.path());
    }

    private TextTemplate.Scalar scalar(DocumentPath path, String written) {
        return document(path, written) instanceof Expression.Field field
                ? new TextTemplate.Scalar(field.scope(), plans.extract(field.scope(), field.path()), written)
                : ExpressionReader.<TextTemplate.Scalar>refuse(
                        "the payload as a whole can only fill a field of the record");
    }

    private void checkScope(Scope scope) {
        if (scope == Scope.EACH && !plans.hasElements()) {
            throw new IllegalArgumentException("\"each\" is for rules with the key each, as in each: payload.readings");
        }
    }

    private static Optional<TextTemplate.Part> metadata(String text) {
        if (text.startsWith(USER_PROPERTY)
                && text.length() > USER_PROPERTY.length()
                && text.chars().allMatch(c -> c == '.' || c == '-' || c == '_' || Character.isLetterOrDigit(c))) {
            return Optional.of(new TextTemplate.UserProperty(text.substring(USER_PROPERTY.length())));
        }
        return MessageFact.of(text).map(TextTemplate.Fact::new);
    }

    private static Optional<Expression> literal(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(new Expression.Constant(Boolean.valueOf(text)));
        }
        boolean number =
                !text.isEmpty() && text.length() < 40 && text.chars().allMatch(c -> "+-.0123456789eE".indexOf(c) >= 0);
        if (number) {
            try {
                return Optional.of(new Expression.Constant(new BigDecimal(text)));
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Braces make a template: CEL's maps, which have braces too, cannot be written. */
    private static boolean isTemplate(String text) {
        return text.indexOf('{') >= 0 || text.indexOf('}') >= 0;
    }

    /** One word with dots, which can only be a name. */
    private static boolean isWord(String text) {
        return text.chars().allMatch(c -> c == '.' || c == '_' || Character.isLetterOrDigit(c));
    }

    private String placeholders() {
        var all = new ArrayList<String>();
        captures.forEach(name -> all.add("{" + name + "}"));
        for (var fact : MessageFact.values()) {
            all.add("{" + fact.written() + "}");
        }
        if (payload != PayloadFormat.BYTES) {
            all.add("{payload.a.b}");
        }
        if (plans.hasElements()) {
            all.add("{each.a.b}");
        }
        return String.join(", ", all);
    }

    static boolean isQuoted(String text) {
        return text.length() >= 2
                && text.startsWith("'")
                && text.endsWith("'")
                && text.indexOf('\'', 1) == text.length() - 1;
    }

    static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    private static <T> T refuse(String why) {
        throw new IllegalArgumentException(why);
    }
}
