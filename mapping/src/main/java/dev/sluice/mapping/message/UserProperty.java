package dev.sluice.mapping.message;

import java.util.Objects;

/** A name and value that the device added by itself (MQTT 5.0 §3.3.2.3.7). */
public record UserProperty(String name, String value) {

    public UserProperty {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
