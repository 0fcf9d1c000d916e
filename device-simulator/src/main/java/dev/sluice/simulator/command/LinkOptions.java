package dev.sluice.simulator.command;

import dev.sluice.simulator.fleet.LinkFactory;
import dev.sluice.simulator.fleet.LinkSettings;
import dev.sluice.simulator.fleet.MqttVersion;
import dev.sluice.simulator.fleet.SessionKind;
import dev.sluice.simulator.hivemq.HiveFactory;
import dev.sluice.simulator.lean.LeanFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that say how devices connect. Getters throw IllegalArgumentException when a value cannot be used. */
final class LinkOptions {

    private static final int DEFAULT_PORT = 1883;
    private static final int LARGEST_16_BIT = 65_535;
    private static final int MOST_THREADS = 64;

    @Option(
            names = "--broker",
            defaultValue = "tcp://127.0.0.1:1883",
            paramLabel = "URI",
            description = "Where to connect: tcp://HOST:PORT or mqtt://HOST:PORT. Default: ${DEFAULT-VALUE}.")
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

    LinkSettings settings(long seed) {
        URI uri = uri();
        between("--qos", qos, 0, 2);
        between("--in-flight", inFlight, 1, LARGEST_16_BIT);
        between("--keep-alive", keepAlive, 0, LARGEST_16_BIT);
        between("--threads", threads, 1, MOST_THREADS);
        oneOf("--client", client, Set.of("hivemq", "lean"));
        oneOf("--session", session, Set.of("clean", "persistent"));
        oneOf("--mqtt", mqtt, Set.of("5", "3.1.1"));
        return new LinkSettings(
                uri.getHost(),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                mqtt.equals("5") ? MqttVersion.V5 : MqttVersion.V3_1_1,
                qos,
                SessionKind.valueOf(session.toUpperCase(Locale.ROOT)),
                inFlight,
                reconnect,
                keepAlive,
                seed);
    }

    LinkFactory factory(LinkSettings settings) {
        return client.equals("lean") ? new LeanFactory(settings, threads) : new HiveFactory(settings, threads);
    }

    String client() {
        return client;
    }

    private URI uri() {
        URI uri;
        try {
            uri = new URI(broker);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("--broker \"" + broker + "\" is no URI such as tcp://127.0.0.1:1883", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        switch (scheme) {
            case "tcp", "mqtt" -> {}
            case "ssl", "tls", "mqtts", "ws", "wss" ->
                throw new IllegalArgumentException("--broker " + broker + ": " + scheme
                        + ":// is not built yet; tcp:// and mqtt:// are (TCP without TLS)");
            default ->
                throw new IllegalArgumentException(
                        "--broker \"" + broker + "\" must begin with tcp:// or mqtt://, as in tcp://127.0.0.1:1883");
        }
        if (uri.getHost() == null || uri.getPort() > LARGEST_16_BIT || uri.getPort() == 0) {
            throw new IllegalArgumentException("--broker \"" + broker + "\" has no host, or an impossible port");
        }
        return uri;
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
