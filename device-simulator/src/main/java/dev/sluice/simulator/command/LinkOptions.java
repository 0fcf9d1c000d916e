package dev.sluice.simulator.command;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.fleet.Credentials;
import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.hivemq.HiveFactory;
import dev.sluice.simulator.lean.LeanFactory;
import dev.sluice.simulator.telemetry.DeviceName;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say how devices connect. Getters throw IllegalArgumentException when a value cannot be used. */
final class LinkOptions {

    private static final int LARGEST_16_BIT = 65_535;
    private static final int MOST_THREADS = 64;

    @Option(
            names = "--broker",
            defaultValue = "tcp://127.0.0.1:1883",
            paramLabel = "URI",
            description = "Where to connect: tcp:// (or mqtt://), ssl:// (tls://, mqtts://), ws:// or wss://, then "
                    + "HOST, :PORT (default 1883, 8883, 80, 443) and a WebSocket's /PATH (default /mqtt). "
                    + "Default: ${DEFAULT-VALUE}.")
    private String broker;

    @Option(
            names = "--qos",
            defaultValue = "1",
            paramLabel = "0|1|2",
            description =
                    "Quality of service. The acknowledgement is PUBACK at 1; at 2 it is PUBREC (lean) or the whole "
                            + "exchange (hivemq). Default: ${DEFAULT-VALUE}.")
    private int qos;

    @Option(
            names = "--mqtt",
            defaultValue = "5",
            paramLabel = "5|3.1.1",
            description = "Protocol version. Default: ${DEFAULT-VALUE}.")
    private String mqtt;

    @Option(
            names = "--in-flight",
            defaultValue = "20",
            paramLabel = "N",
            description = "Unacknowledged messages per device, at most; fewer if the broker asks for it. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    @Option(
            names = "--session",
            defaultValue = "persistent",
            paramLabel = "clean|persistent",
            description = "Whether the broker is to keep the session between connections. Default: ${DEFAULT-VALUE}.")
    private String session;

    @Option(
            names = "--reconnect",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether devices that lost their connection come back, after a jittered delay of up to 5 s. "
                    + "Default: they do.")
    private boolean reconnect;

    @Option(
            names = "--keep-alive",
            defaultValue = "60",
            paramLabel = "S",
            description = "MQTT keep-alive, seconds. Default: ${DEFAULT-VALUE}.")
    private int keepAlive;

    @Option(
            names = "--client",
            defaultValue = "hivemq",
            paramLabel = "hivemq|lean",
            description =
                    "hivemq: the HiveMQ MQTT client, a library as real systems use it. lean: a publisher of our own that "
                            + "writes MQTT frames by hand; it exists because a general library costs more CPU per message than the "
                            + "bridge under test, and where both share a machine it would be the library that is measured. "
                            + "Default: ${DEFAULT-VALUE}.")
    private String client;

    @Option(
            names = "--threads",
            defaultValue = "1",
            paramLabel = "N",
            description =
                    "Threads that devices run on (hivemq: as many again for the library). Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Mixin
    private SecurityOptions security;

    LinkSettings settings(long seed) {
        BrokerAddress address = address();
        between("--qos", qos, 0, 2);
        between("--in-flight", inFlight, 1, LARGEST_16_BIT);
        between("--keep-alive", keepAlive, 0, LARGEST_16_BIT);
        between("--threads", threads, 1, MOST_THREADS);
        oneOf("--client", client, Set.of("hivemq", "lean"));
        oneOf("--session", session, Set.of("clean", "persistent"));
        oneOf("--mqtt", mqtt, Set.of("5", "3.1.1"));
        return new LinkSettings(
                address,
                security.tls(address.transport().secure()),
                version(),
                qos,
                SessionKind.valueOf(session.toUpperCase(Locale.ROOT)),
                inFlight,
                reconnect,
                keepAlive,
                seed);
    }

    LinkFactory factory() {
        return client.equals("lean") ? new LeanFactory(threads) : new HiveFactory(threads);
    }

    /** What each device says of itself. */
    Function<DeviceName, Credentials> credentials() throws IOException {
        return security.credentials(version());
    }

    /** What to tell the user before anything else. */
    Optional<String> warning() {
        return security.warning();
    }

    String client() {
        return client;
    }

    private MqttVersion version() {
        return mqtt.equals("5") ? MqttVersion.V5 : MqttVersion.V3_1_1;
    }

    private BrokerAddress address() {
        try {
            return BrokerAddress.parse(broker);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--broker " + e.getMessage(), e);
        }
    }

    private static void between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", not " + value);
        }
    }

    private static void oneOf(String option, String value, Set<String> allowed) {
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(option + " must be "
                    + String.join(" or ", allowed.stream().sorted().toList()) + ", not \"" + value + "\"");
        }
    }
}
