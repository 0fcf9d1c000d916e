package dev.sluice.simulator.run;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.endpoint.TlsSettings;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.telemetry.DeviceName;
import java.util.function.Function;

/**
 * Where the devices of a scenario connect, which a scenario does not say.
 *
 * @param credentials of each device; {@link Credentials#NONE} = those of the scenario
 */
public record Destination(BrokerAddress address, TlsSettings tls, Function<DeviceName, Credentials> credentials) {}
