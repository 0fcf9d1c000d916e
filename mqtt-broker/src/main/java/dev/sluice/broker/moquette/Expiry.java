package dev.sluice.broker.moquette;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import java.time.Duration;
import java.time.Instant;

/** The Message Expiry Interval of MQTT 5 (§3.3.2.3.3): seconds in a packet, a moment while the message waits. */
final class Expiry {

    private Expiry() {}

    /** {@link Instant#MAX}, the very object, for a message that never expires: Moquette compares by identity. */
    static Instant of(MqttProperties properties, Instant received) {
        return properties.getProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL) instanceof IntegerProperty seconds
                ? received.plusSeconds(Integer.toUnsignedLong(seconds.value()))
                : Instant.MAX;
    }

    static MqttProperties without(MqttProperties properties) {
        if (properties.getProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL) == null) {
            return properties;
        }
        var others = new MqttProperties();
        for (var property : properties.listAll()) {
            if (property.propertyId() != MqttProperties.PUBLICATION_EXPIRY_INTERVAL) {
                others.add(property);
            }
        }
        return others;
    }

    /** The properties with what is left of the interval in whole seconds, at least 0. */
    static MqttProperties withTimeLeft(MqttProperties properties, Instant expiry, Instant now) {
        var all = without(properties);
        if (expiry.equals(Instant.MAX)) {
            return all;
        }
        long left = Math.max(0, Duration.between(now, expiry).plusMillis(999).toSeconds());
        var changed = new MqttProperties();
        all.listAll().forEach(changed::add);
        changed.add(new IntegerProperty(MqttProperties.PUBLICATION_EXPIRY_INTERVAL, (int) left));
        return changed;
    }
}
