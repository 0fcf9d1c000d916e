package dev.sluice.broker;

import static dev.sluice.broker.fixture.Connect.mqtt3;
import static dev.sluice.broker.fixture.Connect.mqtt5;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.sluice.broker.fixture.Packet;
import dev.sluice.broker.fixture.RecordingIngest;
import dev.sluice.broker.fixture.RunningBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;

/**
 * Whatever bytes come on a connection: it ends, Moquette carries out every command that reaches it, and clients of every session loop are still served. The
 * first byte of an input says what comes before the rest: nothing, or a CONNECT of MQTT 3.1.1 or 5. The inputs beside this class are malformed packets of our
 * own making. With {@code mvn verify -Pfuzz} the bytes are guided by coverage.
 */
class PacketFuzzTest {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int PROBE_EVERY = 50;
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    /** For all inputs of a run; it ends with the process. */
    private static final RunningBroker BROKER = RunningBroker.with(RecordingIngest.storingAtOnce());

    private static int inputs;
    private static int probes;

    @FuzzTest(maxDuration = "20s")
    void anyBytesEndTheirConnectionAndNothingElse(@NotNull byte[] input) throws IOException {
        if (input.length > 0) {
            try (var ours = BugDetectors.allowNetworkConnections((host, port) -> port == BROKER.port())) {
                says(input);
            }
        }
    }

    private static void says(byte[] input) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoLinger(true, 0); // a reset in the end: many thousand inputs must not use up the ports
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", BROKER.port()));
            var out = socket.getOutputStream();
            try {
                out.write(before(input[0]));
                out.write(input, 1, input.length - 1);
                socket.shutdownOutput();
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (SocketTimeoutException standsStill) {
                throw new AssertionError("the connection does not end", standsStill);
            } catch (IOException reset) {
                assertThat(reset).as("ended by the broker").isInstanceOf(SocketException.class);
            }
        }
        assertThat(BROKER.broker().local().failedCommands())
                .as("commands that Moquette failed on")
                .isZero();
        if (inputs++ % PROBE_EVERY == 0) {
            everySessionLoopStillServes();
        }
    }

    private static byte[] before(byte kind) {
        return switch (kind & 3) {
            case 0 -> new byte[0];
            case 1 -> mqtt3("fuzz").packetBytes();
            case 2 -> mqtt5("fuzz").packetBytes();
            default ->
                mqtt5("fuzz")
                        .goingOn()
                        .sessionExpiry(60)
                        .will("fuzz/will", "gone", 1)
                        .packetBytes();
        };
    }

    private static void everySessionLoopStillServes() {
        for (int loop = 0; loop < LOOPS; loop++) {
            try (var probe = BROKER.device(mqtt3(clientIdOn(loop)))) {
                probe.subscribes("probe/" + loop, 1);
                probe.says(probe.publish("probe/" + loop, "alive", 1, 1));
                var first = probe.next();
                var second = probe.next();
                assertThat(List.of(first.type(), second.type()))
                        .containsExactlyInAnyOrder(Packet.PUBACK, Packet.PUBLISH);
            }
        }
    }

    private static String clientIdOn(int loop) {
        while (true) {
            var clientId = "probe-" + probes++;
            if (Math.floorMod(clientId.hashCode(), LOOPS) == loop) {
                return clientId;
            }
        }
    }
}
