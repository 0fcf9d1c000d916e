package dev.sluice.mapping.rule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What an expression can ask of a message beside its payload: {@code mqtt.client}. Absent properties count as missing fields do. */
public enum MessageFact {
    CLIENT,
    TOPIC,
    QOS,
    RETAINED,
    DUPLICATE,
    /** MQTT 5.0 §3.3.2.3.9. */
    CONTENT_TYPE,
    /** MQTT 5.0 §3.3.2.3.5. */
    RESPONSE_TOPIC,
    /** Milliseconds since the epoch. */
    RECEIVED_AT,
    EVENT_ID;

    String written() {
        return "mqtt." + name().toLowerCase(Locale.ROOT);
    }

    static Optional<MessageFact> of(String written) {
        return Arrays.stream(values())
                .filter(fact -> fact.written().equals(written))
                .findFirst();
    }

    static String allWritten() {
        return Arrays.stream(values()).map(MessageFact::written).collect(Collectors.joining(" | "));
    }
}
