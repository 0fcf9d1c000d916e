package dev.sluice.simulator.command;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.run.Destination;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which broker, and how devices are known there. Getters throw IllegalArgumentException when a value cannot be used. */
final class DestinationOptions {

    @Option(
            names = "--broker",
            defaultValue = "tcp://127.0.0.1:1883",
            paramLabel = "URI",
            description = "Where to connect: tcp:// (or mqtt://), ssl:// (tls://, mqtts://), ws:// or wss://, then "
                    + "HOST, :PORT (default 1883, 8883, 80, 443) and a WebSocket's /PATH (default /mqtt). "
                    + "Default: ${DEFAULT-VALUE}.")
    private String broker;

    @Mixin
    private SecurityOptions security;

    Destination destination() throws IOException {
        BrokerAddress address;
        try {
            address = BrokerAddress.parse(broker);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--broker " + e.getMessage(), e);
        }
        return new Destination(
                address, security.tls(address.transport().secure()), security.credentials(MqttVersion.V5));
    }

    /** What to tell the user before anything else. */
    Optional<String> warning() {
        return security.warning();
    }
}
