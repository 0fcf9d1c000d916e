package dev.sluice.bridge.process;

import dev.sluice.bridge.settings.EnvironmentException;
import dev.sluice.broker.listener.AddressUnavailableException;
import dev.sluice.broker.listener.Endpoint;
import dev.sluice.broker.tls.TlsUnusableException;
import java.util.List;

/** Says to whoever starts Sluice why a listener cannot be opened, and what to do. */
final class ListenerComplaint {

    private ListenerComplaint() {}

    static EnvironmentException of(AddressUnavailableException unavailable, List<Endpoint> endpoints) {
        var endpoint = endpoints.get(unavailable.index());
        return EnvironmentException.cannotListen(
                "MQTT",
                "mqtt.listeners[" + unavailable.index() + "].port",
                endpoint.host(),
                endpoint.port(),
                unavailable.getCause());
    }

    static EnvironmentException of(TlsUnusableException changed) {
        return new EnvironmentException(
                "The files of an MQTT listener's tls have changed since the configuration was read, and cannot be used: "
                        + changed.getMessage() + ".",
                changed);
    }
}
