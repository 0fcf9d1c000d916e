package dev.sluice.mapping.rule;

import dev.sluice.mapping.topic.TopicPattern;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one rule maps, checked and compiled.
 *
 * @param topic of Kafka; what comes from messages is to be escaped
 * @param key empty for the client id
 * @param timestamp index of the scalar among what the rule extracts from the payload; empty for the time of arrival
 */
public record MappingDefinition(
        MappingRule rule,
        TopicPattern from,
        TextTemplate topic,
        Optional<TextTemplate> key,
        OptionalInt timestamp,
        List<Header> headers,
        ValueForm value) {

    /** A header that the rule adds to its records, in UTF-8. */
    public record Header(String name, TextTemplate value) {}

    public MappingDefinition {
        headers = List.copyOf(headers);
    }
}
