package dev.sluice.sandbox.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.sandbox.machine.EnvironmentException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A device that publishes at QoS 1 as fast as the connection takes it, beyond any window, and never reads an acknowledgement
 * (MQTT 3.1.1). It falls silent after so many messages, and ends when it is closed.
 */
public final class FloodingDevice implements AutoCloseable {

    private static final int LARGEST_ID = 65_535;
    private static final int SMALL_BUFFER = 4 * 1024;

    private final Socket socket = new Socket();
    private volatile long published;

    private FloodingDevice() {}

    public static FloodingDevice start(int port, String clientId, String topic, String payload, long most) {
        var device = new FloodingDevice();
        try {
            device.socket.setReceiveBufferSize(SMALL_BUFFER);
            device.socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            device.socket.getOutputStream().write(connect(clientId));
        } catch (IOException e) {
            device.close();
            throw new EnvironmentException("A device cannot connect to port " + port + ": " + e.getMessage(), e);
        }
        var thread = new Thread(() -> device.flood(topic, payload, most), "flooding-device");
        thread.setDaemon(true);
        thread.start();
        return device;
    }

    /** Messages that the connection has taken so far. */
    public long published() {
        return published;
    }

    @Override
    public void close() {
        Line.close(socket);
    }

    private void flood(String topic, String payload, long most) {
        try {
            while (!socket.isClosed() && published < most) {
                int packetId = 1 + (int) (published % LARGEST_ID);
                socket.getOutputStream().write(publish(topic, packetId, payload));
                published++;
            }
        } catch (IOException closedOrThrownOut) {
            Line.close(socket);
        }
    }

    private static byte[] connect(String clientId) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        out.writeUTF("MQTT");
        out.writeByte(4);
        out.writeByte(2);
        out.writeShort(0);
        out.writeUTF(clientId);
        return packet(Packet.CONNECT << 4, body);
    }

    private static byte[] publish(String topic, int packetId, String payload) throws IOException {
        var body = new ByteArrayOutputStream();
        var out = new DataOutputStream(body);
        out.writeUTF(topic);
        out.writeShort(packetId);
        out.write(payload.getBytes(UTF_8));
        return packet(Packet.PUBLISH << 4 | 2, body);
    }

    private static byte[] packet(int header, ByteArrayOutputStream body) throws IOException {
        var packet = new ByteArrayOutputStream();
        packet.write(header);
        int length = body.size();
        do {
            packet.write(length > 127 ? length & 127 | 128 : length);
            length >>= 7;
        } while (length > 0);
        body.writeTo(packet);
        return packet.toByteArray();
    }
}
