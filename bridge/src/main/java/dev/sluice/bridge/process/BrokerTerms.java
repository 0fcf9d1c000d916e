package dev.sluice.bridge.process;

import dev.sluice.bridge.settings.OnDeadline;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.broker.BrokerSettings;
import dev.sluice.broker.listener.Endpoint;
import java.util.List;

/** What the configuration says of the broker, as the broker takes it. */
final class BrokerTerms {

    private BrokerTerms() {}

    static BrokerSettings of(SluiceSettings settings) {
        var mqtt = settings.mqtt();
        List<Endpoint> endpoints = mqtt.listeners().stream()
                .map(listener -> listener.entrance().at(listener.host(), listener.port()))
                .toList();
        return new BrokerSettings(
                endpoints,
                mqtt.inFlightPerClient(),
                settings.kafka().deliveryDeadline(),
                mqtt.onDeadline() == OnDeadline.REFUSE,
                mqtt.connectTimeout(),
                Math.toIntExact(mqtt.maxPacket().bytes()),
                mqtt.topicAliasMaximum(),
                mqtt.offlineQueue(),
                settings.data().sessionFolder(),
                DeviceLimits.of(mqtt.limits()));
    }
}
