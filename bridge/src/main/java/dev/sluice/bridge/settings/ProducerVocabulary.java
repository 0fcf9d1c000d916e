package dev.sluice.bridge.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Kafka's producer has to say about the properties that pass through; answered where its library is known. */
public interface ProducerVocabulary {

    /** Every property that the producer knows. */
    Set<String> names();

    /** What speaks against this value, if anything; the sentence never shows the value of a secret. */
    Optional<Objection> objection(String name, String value);

    /** What speaks against these {@code bootstrap.servers}; names are not resolved, nobody is asked. */
    Optional<Objection> objectionToServers(String servers);

    /** The largest request in bytes that a producer with these properties sends ({@code max.request.size}). */
    int maxRequestBytes(Map<String, String> chosen);

    /**
     * Why a value cannot be.
     *
     * @param code {@code BREAKS-PROMISE} or {@code BAD-VALUE}
     */
    record Objection(String sentence, String code) {}
}
