package dev.sluice.simulator.telemetry;

import java.nio.charset.StandardCharsets;

/**
 * The topic that devices publish to: text in which {@code {site}}, {@code {device}} and {@code {index}} (the position in the fleet, from 0)
 * are replaced.
 */
public record TopicTemplate(String text) {

    public static final String DEFAULT = "devices/{site}/{device}/telemetry";

    /** @throws IllegalArgumentException when it could not be the topic name of a PUBLISH (MQTT 5.0 §4.7) */
    public TopicTemplate {
        String rest = text.replace("{site}", "s").replace("{device}", "d").replace("{index}", "0");
        if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
            throw new IllegalArgumentException("topic \"" + text + "\": only {site}, {device} and {index} are known");
        }
        if (rest.isEmpty() || rest.indexOf('+') >= 0 || rest.indexOf('#') >= 0 || rest.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("topic \"" + text + "\" is empty or has '+', '#' or NUL in it");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > 60_000) {
            throw new IllegalArgumentException("topic is longer than MQTT allows");
        }
    }

    public String of(DeviceName name) {
        return text.replace("{site}", name.site())
                .replace("{device}", name.device())
                .replace("{index}", Integer.toString(name.index()));
    }
}
