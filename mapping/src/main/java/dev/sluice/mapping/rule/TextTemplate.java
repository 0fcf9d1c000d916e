package dev.sluice.mapping.rule;

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
    public sealed interface Part {}

    /** The same for every message. */
    public record Literal(String text) implements Part {}

    /** @param index among the captures of the rule's pattern */
    public record Capture(int index, String name) implements Part {}

    public record Fact(MessageFact what) implements Part {}

    /**
     * A scalar of the payload.
     *
     * @param index among what the rule extracts from the payload
     */
    public record PayloadScalar(int index, String path) implements Part {}

    /** What one message has for the placeholders. */
    public interface Values {
        String capture(int index);

        String fact(MessageFact what);

        /** Null when the payload has no such scalar. */
        String payload(int index);
    }

    public TextTemplate {
        parts = List.copyOf(parts);
    }

    /** Without placeholders. */
    public static TextTemplate constant(String text) {
        return new TextTemplate(text, List.of(new Literal(text)));
    }

    public boolean isConstant() {
        return parts.stream().allMatch(Literal.class::isInstance);
    }

    /** Whether all messages of one MQTT topic have the same text. */
    public boolean needsOnlyTheTopic() {
        return parts.stream()
                .noneMatch(part ->
                        part instanceof PayloadScalar || part instanceof Fact fact && fact.what() != MessageFact.TOPIC);
    }

    boolean needsThePayload() {
        return parts.stream().anyMatch(PayloadScalar.class::isInstance);
    }

    /**
     * The text for one message; null when the payload lacks a scalar, which {@link #missing} names.
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

    /** The scalars that this message's payload lacks, as the rule writes them. */
    public String missing(Values values) {
        return parts.stream()
                .filter(part -> part instanceof PayloadScalar scalar && values.payload(scalar.index()) == null)
                .map(part -> "payload." + ((PayloadScalar) part).path())
                .collect(Collectors.joining(", "));
    }

    private static String one(Part part, Values values, UnaryOperator<String> escaping) {
        if (part instanceof Literal literal) {
            return literal.text();
        }
        var text = part instanceof Capture capture
                ? values.capture(capture.index())
                : part instanceof Fact fact ? values.fact(fact.what()) : values.payload(((PayloadScalar) part).index());
        return text == null ? null : escaping.apply(text);
    }

    @Override
    public String toString() {
        return written;
    }
}
