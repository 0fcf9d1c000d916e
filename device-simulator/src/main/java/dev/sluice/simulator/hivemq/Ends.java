package dev.sluice.simulator.hivemq;

import com.hivemq.client.mqtt.exceptions.ConnectionClosedException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubRecException;
import dev.sluice.simulator.endpoint.LinkEnd;
import dev.sluice.simulator.endpoint.ReasonCode;
import java.util.Optional;

/** What the library's exceptions mean. */
final class Ends {

    private Ends() {}

    static LinkEnd of(Throwable error) {
        if (error instanceof Mqtt5ConnAckException refused) {
            return LinkEnd.refused(refused.getMqttMessage().getReasonCode().getCode(), true);
        }
        if (error instanceof Mqtt3ConnAckException refused) {
            return LinkEnd.refused(refused.getMqttMessage().getReturnCode().getCode(), false);
        }
        if (error instanceof Mqtt5DisconnectException disconnected) {
            return LinkEnd.disconnected(
                    disconnected.getMqttMessage().getReasonCode().getCode());
        }
        if (error instanceof ConnectionClosedException closed && closed.getCause() == null) {
            return new LinkEnd(LinkEnd.LOST.reason(), String.valueOf(closed.getMessage()));
        }
        return LinkEnd.of(error);
    }

    /** The broker's reason not to take a message; empty when it was not the broker that said no. */
    static Optional<String> refusal(Throwable error) {
        if (error instanceof Mqtt5PubAckException refused) {
            return Optional.of(
                    ReasonCode.text(refused.getMqttMessage().getReasonCode().getCode()));
        }
        if (error instanceof Mqtt5PubRecException refused) {
            return Optional.of(
                    ReasonCode.text(refused.getMqttMessage().getReasonCode().getCode()));
        }
        return Optional.empty();
    }
}
