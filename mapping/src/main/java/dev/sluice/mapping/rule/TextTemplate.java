package dev.sluice.mapping.rule;

import dev.sluice.mapping.cel.CelExpression;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Text that is put together for each message: {@code telemetry.{site}}.
 *
 * @param written as in the rule
 */
public record TextTemplate(String written, List<Part> parts) {

    /** A stretch of a template. */
    public sealed interface Part {
        /** Null when the message has nothing for it. */
        String of(Values values);
    }

    /** The same for every message. */
    public record Literal(String text) implements Part {
        @Override
        public String of(Values values) {
            return text;
        }
    }

    /** @param index among the captures of the rule's pattern */
    public record Capture(int index, String name) implements Part {
        @Override
        public String of(Values values) {
            return values.capture(index);
        }
    }

    public record Fact(MessageFact what) implements Part {
        @Override
        public String of(Values values) {
            return values.fact(what);
        }
    }

    /** The last user property of this name (MQTT 5.0 §3.3.2.3.7): {@code mqtt.user.fleet}. */
    public record UserProperty(String name) implements Part {
        @Override
        public String of(Values values) {
            return values.userProperty(name);
        }
    }

    /**
     * A scalar of the payload, or of the element at hand.
     *
     * @param index among what the rule extracts from that document
     */
    public record Scalar(Scope scope, int index, String written) implements Part {
        @Override
        public String of(Values values) {
            return values.scalar(scope, index);
        }
    }

    /** The text of a CEL expression. */
    public record Computed(CelExpression expression) implements Part {
        @Override
        public String of(Values values) {
            return values.computed(expression);
        }
    }

    /** What one message has for the placeholders; null for what it lacks. */
    public interface Values {
        String capture(int index);

        String fact(MessageFact what);

        String userProperty(String name);

        String scalar(Scope scope, int index);

        /** Null after a failure, which the values remember. */
        String computed(CelExpression expression);
    }

    public TextTemplate {
        parts = List.copyOf(parts);
    }

    /** Without placeholders. */
    public static TextTemplate constant(String text) {
        return new TextTemplate(text, List.of(new Literal(text)));
    }

    static TextTemplate of(String written, Part part) {
        return new TextTemplate(written, List.of(part));
    }

    public boolean isConstant() {
        return parts.stream().allMatch(Literal.class::isInstance);
    }

    /** Whether all messages of one MQTT topic have the same text. */
    public boolean needsOnlyTheTopic() {
        return parts.stream()
                .allMatch(part -> part instanceof Literal
                        || part instanceof Capture
                        || part instanceof Fact fact && fact.what() == MessageFact.TOPIC);
    }

    boolean computes() {
        return parts.stream().anyMatch(Computed.class::isInstance);
    }

    /** Whether records made from one message can have different texts, or the text depends on what the payload says. */
    public boolean needsThePayload() {
        return parts.stream().anyMatch(part -> part instanceof Scalar || part instanceof Computed);
    }

    /**
     * The text for one message; null when the message lacks something, which {@link #missing} names.
     *
     * @param escaping for what comes from the message; literals stay as they are
     */
    public String render(Values values, UnaryOperator<String> escaping) {
        if (parts.size() == 1) {
            return one(parts.get(0), values, escaping);
        }
        var text = new StringBuilder();
        for (var part : parts) {
            var piece = one(part, values, escaping);
            if (piece == null) {
                return null;
            }
            text.append(piece);
        }
        return text.toString();
    }

    /** What this message lacks, as the rule writes it. */
    public String missing(Values values) {
        return parts.stream()
                .filter(part -> !(part instanceof Computed) && part.of(values) == null)
                .map(TextTemplate::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(Part part) {
        if (part instanceof Scalar scalar) {
            return scalar.written();
        }
        if (part instanceof UserProperty property) {
            return "mqtt.user." + property.name();
        }
        return part instanceof Fact fact ? fact.what().written() : part.toString();
    }

    private static String one(Part part, Values values, UnaryOperator<String> escaping) {
        var text = part.of(values);
        return text == null || part instanceof Literal ? text : escaping.apply(text);
    }

    @Override
    public String toString() {
        return written;
    }
}
