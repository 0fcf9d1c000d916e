package dev.sluice.mapping.rule;

import dev.sluice.mapping.settings.Node;
import dev.sluice.mapping.settings.Problems;
import dev.sluice.mapping.topic.TopicEscaping;
import java.util.Optional;

/**
 * Reads {@code to.topic}: always text, with or without placeholders. Two placeholders need a dot between them, because escaping never makes
 * one: so no two messages share a Kafka topic unless the template says so.
 */
final class KafkaTopicTemplate {

    private KafkaTopicTemplate() {}

    static Optional<TextTemplate> read(Node to, ExpressionReader expressions, Problems problems) {
        if (to.requiredText("topic", problems).isBlank()) {
            return Optional.empty();
        }
        return Expressions.at(to, "topic", "TOPIC-TEMPLATE", problems, written -> {
            var text = ExpressionReader.isQuoted(written) ? ExpressionReader.unquoted(written) : written;
            return checked(expressions.template(text));
        });
    }

    private static TextTemplate checked(TextTemplate template) {
        boolean dotSince = true;
        int fixed = 0;
        for (var part : template.parts()) {
            if (part instanceof TextTemplate.Literal literal) {
                fixed += literal.text().length();
                dotSince |= literal.text().indexOf('.') >= 0;
                if (!TopicEscaping.isPlain(literal.text())) {
                    throw new IllegalArgumentException(
                            "Kafka allows letters, digits, '.', '_' and '-' in a topic's name");
                }
            } else {
                if (!dotSince) {
                    throw new IllegalArgumentException(
                            "two placeholders need a '.' between them, or different messages could share a topic");
                }
                dotSince = false;
            }
        }
        if (fixed > TopicEscaping.LONGEST) {
            throw new IllegalArgumentException("Kafka allows 249 characters in a topic's name");
        }
        var first = template.parts().get(0);
        boolean reserved = template.isConstant()
                ? TopicEscaping.complaint(template.written()).isPresent()
                : first instanceof TextTemplate.Literal literal
                        && literal.text().startsWith("__");
        if (reserved) {
            throw new IllegalArgumentException("names that begin with \"__\", \".\" and \"..\" are reserved by Kafka");
        }
        if (template.isConstant()
                && (template.written().startsWith("payload.")
                        || MessageFact.of(template.written()).isPresent())) {
            throw new IllegalArgumentException("a placeholder is written in braces: \"{" + template.written() + "}\"");
        }
        return template;
    }
}
