package dev.sluice.sandbox.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sandbox.fault.PacketsTest.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A device on one side, a server on the other, both by hand. */
class FaultProxyIT {

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private ServerSocket listener;
    private FaultProxy proxy;
    private Socket device;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to(listener.getLocalPort(), System::nanoTime, pauses::add);
        device = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        server = listener.accept();
        var reader = new Thread(() -> drain(server), "server");
        reader.setDaemon(true);
        reader.start();
        sends(Bytes.connect(4, "d-1"));
        await().until(() -> proxy.lines().size() == 1 && arrived.size() == Bytes.connect(4, "d-1").length);
    }

    @AfterEach
    void close() throws IOException {
        device.close();
        server.close();
        proxy.close();
        listener.close();
    }

    @Test
    void aMessageIsUnansweredFromItsPublishToItsAcknowledgement() throws IOException {
        sends(Bytes.publish(1, 7, false, 20));
        sends(Bytes.publish(0, 0, false, 20));
        await().until(() -> proxy.unanswered(proxy.lines()).count() == 1);
        var snapshot = proxy.unanswered(proxy.lines());

        answers(Bytes.pubAck(7));
        assertThat(device.getInputStream().readNBytes(4)).isEqualTo(Bytes.pubAck(7));

        assertThat(snapshot.stillUnanswered()).isZero();
        await().until(() -> proxy.traffic().figures().acknowledged() == 1);
        assertThat(proxy.traffic().acks().devices()).containsExactly("d-1");
    }

    @Test
    void theSameIdAgainIsAnotherMessage() throws IOException {
        sends(Bytes.publish(1, 7, false, 20));
        await().until(() -> proxy.unanswered(proxy.lines()).count() == 1);
        var first = proxy.unanswered(proxy.lines());
        answers(Bytes.pubAck(7));
        device.getInputStream().readNBytes(4);

        sends(Bytes.publish(1, 7, false, 20));
        await().until(() -> proxy.unanswered(proxy.lines()).count() == 1);

        assertThat(first.stillUnanswered()).isZero();
    }

    @Test
    void aConnectionCutWithinAPublishDeliversHalfOfItAndLeavesItUnanswered() throws IOException {
        Line line = proxy.lines().get(0);
        int before = Bytes.connect(4, "d-1").length;
        byte[] publish = Bytes.publish(1, 7, false, 93);

        line.cutWithinNextPacket(Direction.FROM_DEVICE);
        sends(Bytes.pingReq());
        sends(publish);

        await().until(() -> !line.isOpen() && proxy.lines().isEmpty());
        assertThat(proxy.unanswered(List.of(line)).count()).isEqualTo(1);
        assertThat(arrived.size()).isBetween(before, before + 2 + publish.length / 2);
        await().untilAsserted(() -> assertThat(endOf(device)).isTrue());
    }

    @Test
    void aConnectionCutWithinAnAcknowledgementLeavesItsMessageUnanswered() throws IOException {
        Line line = proxy.lines().get(0);
        sends(Bytes.publish(2, 9, false, 10));
        await().until(() -> proxy.unanswered(List.of(line)).count() == 1);
        var snapshot = proxy.unanswered(List.of(line));

        line.cutWithinNextPacket(Direction.TO_DEVICE);
        answers(Bytes.pubAck(9));

        await().until(() -> !line.isOpen());
        assertThat(snapshot.stillUnanswered()).isEqualTo(1);
        assertThat(proxy.traffic().figures().acknowledged()).isZero();
    }

    @Test
    void aDeafDeviceHearsNothingUntilItHearsAgain() throws IOException {
        Line line = proxy.lines().get(0);
        line.deafen();
        sends(Bytes.publish(1, 7, false, 10));
        answers(Bytes.pubAck(7));
        await().pollDelay(Duration.ofMillis(100))
                .until(() -> device.getInputStream().available() == 0);

        line.hearAgain();

        assertThat(device.getInputStream().readNBytes(4)).isEqualTo(Bytes.pubAck(7));
    }

    @Test
    void aSlowLinkPausesAfterEachPieceInATimeThatIsGiven() {
        proxy.lines().get(0).slow(new Slowness(10, Duration.ofSeconds(30)));
        byte[] publish = Bytes.publish(1, 7, false, 90);
        int before = arrived.size();

        sends(publish);

        await().untilAsserted(() -> assertThat(arrived.size()).isEqualTo(before + publish.length));
        await().untilAsserted(() ->
                assertThat(pauses).hasSize((publish.length + 9) / 10).containsOnly(Duration.ofSeconds(30)));
    }

    @Test
    void whileNoServerListensADeviceIsThrownOutAtOnce() throws IOException {
        server.close();
        listener.close();
        try (var second = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            await().untilAsserted(() -> assertThat(endOf(second)).isTrue());
        }
    }

    private void sends(byte[] packet) {
        write(device, packet);
    }

    private void answers(byte[] packet) {
        write(server, packet);
    }

    private static void write(Socket socket, byte[] packet) {
        try {
            socket.getOutputStream().write(packet);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private void drain(Socket socket) {
        byte[] read = new byte[1024];
        try {
            InputStream in = socket.getInputStream();
            for (int length = in.read(read); length >= 0; length = in.read(read)) {
                arrived.write(read, 0, length);
            }
        } catch (IOException closed) {
            // the end
        }
    }
}
