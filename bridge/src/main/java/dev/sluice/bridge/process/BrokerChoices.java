package dev.sluice.bridge.process;

import dev.sluice.bridge.settings.LimitSettings;
import dev.sluice.bridge.settings.OnDeadline;
import dev.sluice.bridge.settings.SluiceSettings;
import dev.sluice.broker.BrokerSettings;
import dev.sluice.broker.limit.BrokerLimits;
import dev.sluice.broker.listener.Endpoint;
import java.util.List;

/** What the configuration chose, as the broker takes it. */
final class BrokerChoices {

    private BrokerChoices() {}

    static BrokerSettings of(SluiceSettings settings, List<Endpoint> endpoints) {
        var mqtt = settings.mqtt();
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
                limits(mqtt.limits()));
    }

    private static BrokerLimits limits(LimitSettings chosen) {
        return new BrokerLimits(
                chosen.connections(),
                chosen.connectionsPerAddress(),
                chosen.connectionsPerUser(),
                chosen.connectRate(),
                chosen.messagesPerSecond(),
                chosen.bytesPerSecond().bytes(),
                chosen.topicLevels(),
                chosen.subscriptions(),
                chosen.userProperties());
    }
}
