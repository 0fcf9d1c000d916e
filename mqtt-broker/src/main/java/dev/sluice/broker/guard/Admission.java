package dev.sluice.broker.guard;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.publish.ConnectedDevice;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;

/** Whether a device may connect at this moment. Event loop only. */
final class Admission {

    private Admission() {}

    /** Asks the ingest; the connection of a device that it does not admit is counted among those closed. */
    static boolean refuses(ConnectedDevice device, GuardServices services) {
        boolean refused = !services.ingest().admits(device);
        if (refused) {
            services.connections().count(CloseReason.SERVER_BUSY);
        }
        return refused;
    }

    /** Server busy (MQTT 5.0 §3.2.2.2), which MQTT 3.1.1 calls server unavailable (§3.2.2.3): come back later. */
    static MqttConnectReturnCode busy(ConnectedDevice device) {
        return device.hearsReasons()
                ? MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY
                : MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
    }
}
