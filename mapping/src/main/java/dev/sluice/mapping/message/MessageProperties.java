package dev.sluice.mapping.message;

import java.util.List;

/**
 * The properties of a PUBLISH (MQTT 5.0 §3.3.2.3) that concern its receiver. What was absent is null; user properties keep their order and may repeat a name.
 *
 * @param messageExpirySeconds 0 to 4,294,967,295
 * @param payloadFormatIndicator 0 (bytes) or 1 (UTF-8)
 */
public record MessageProperties(
        String contentType,
        String responseTopic,
        byte[] correlationData,
        Long messageExpirySeconds,
        Integer payloadFormatIndicator,
        List<UserProperty> userProperties) {

    /** Nothing was said; the only value that an MQTT 3.1.1 message has. */
    public static final MessageProperties NONE = new MessageProperties(null, null, null, null, null, List.of());

    public MessageProperties {
        userProperties = List.copyOf(userProperties);
    }
}
