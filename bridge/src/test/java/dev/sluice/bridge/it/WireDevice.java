package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An MQTT 3.1.1 device as bytes on a socket: shows the order in which acknowledgements are on the wire. */
public final class WireDevice implements AutoCloseable {

    private static final int PUBACK = 0x40;

    private final Socket socket;
    private final DataOutputStream out;
    private final List<Integer> acknowledged = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean ended;

    public WireDevice(int port, String clientId) {
        this(port, clientId, true);
    }

    /** A device whose session goes on from connection to connection. */
    static WireDevice goingOn(int port, String clientId) {
        return new WireDevice(port, clientId, false);
    }

    private WireDevice(int port, String clientId, boolean cleanSession) {
        try {
            socket = new Socket("127.0.0.1", port);
            out = new DataOutputStream(socket.getOutputStream());
            var id = clientId.getBytes(UTF_8);
            out.write(0x10);
            out.write(12 + id.length);
            out.writeUTF("MQTT");
            out.write(4);
            out.write(cleanSession ? 2 : 0);
            out.writeShort(60);
            out.writeUTF(clientId);
            var in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[4]); // CONNACK
            var reader = new Thread(() -> read(in), "wire-device");
            reader.setDaemon(true);
            reader.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a QoS 1 PUBLISH of fewer than 16,384 bytes. */
    public void publish(int packetId, String topic, String payload) {
        send(0x32, packetId, topic, payload);
    }

    /** Sends it once more, with the DUP flag. */
    void repeat(int packetId, String topic, String payload) {
        send(0x3A, packetId, topic, payload);
    }

    private void send(int first, int packetId, String topic, String payload) {
        var bytes = payload.getBytes(UTF_8);
        int length = 2 + topic.length() + 2 + bytes.length;
        try {
            out.write(first);
            if (length > 127) {
                out.write(length & 127 | 128);
                out.write(length >> 7);
            } else {
                out.write(length);
            }
            out.writeUTF(topic);
            out.writeShort(packetId);
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Packet ids of the PUBACKs so far, as they came. */
    List<Integer> acknowledged() {
        synchronized (acknowledged) {
            return List.copyOf(acknowledged);
        }
    }

    /** How many they are. */
    public int acknowledgements() {
        return acknowledged.size();
    }

    private void read(DataInputStream in) {
        try {
            while (true) {
                int type = in.readUnsignedByte();
                var rest = new byte[in.readUnsignedByte()];
                in.readFully(rest);
                if (type == PUBACK) {
                    acknowledged.add((rest[0] & 255) << 8 | rest[1] & 255);
                }
            }
        } catch (EOFException | java.net.SocketException closed) {
            // the end of the connection is the end of the acknowledgements
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ended = true;
        }
    }

    /** Whether the other side has closed. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
