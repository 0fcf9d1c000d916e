package dev.sluice.mapping.engine;

import java.util.Objects;

/** One record header; text values are UTF-8. */
public record OutgoingHeader(String name, byte[] value) {

    public OutgoingHeader {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
