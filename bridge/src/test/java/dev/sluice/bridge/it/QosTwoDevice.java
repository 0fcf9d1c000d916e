package dev.sluice.bridge.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An MQTT 3.1.1 device with a persistent session that takes one step of the QoS 2 handshake at a time, and none by itself. */
final class QosTwoDevice implements AutoCloseable {

    private static final int CLEAN_SESSION = 2;
    private static final int PUBREC = 5;
    private static final int PUBCOMP = 7;

    private final String clientId;
    private final String topic;
    private Socket socket;
    private DataOutputStream out;
    private LinkedBlockingQueue<String> answers;

    QosTwoDevice(String clientId, String topic) {
        this.clientId = clientId;
        this.topic = topic;
    }

    /** Connects with Clean Session 0; returns whether the broker has the session. */
    boolean connect(int port) {
        return connect(port, 0);
    }

    /** Connects with Clean Session 1 and goes: whatever session there was is over. */
    void endSession(int port) {
        connect(port, CLEAN_SESSION);
        close();
    }

    private boolean connect(int port, int flags) {
        try {
            socket = new Socket("127.0.0.1", port);
            out = new DataOutputStream(socket.getOutputStream());
            out.write(0x10);
            out.write(12 + clientId.length());
            out.writeUTF("MQTT");
            out.write(4);
            out.write(flags);
            out.writeShort(60);
            out.writeUTF(clientId);
            var in = new DataInputStream(socket.getInputStream());
            var connAck = new byte[4];
            in.readFully(connAck);
            var heard = new LinkedBlockingQueue<String>();
            answers = heard;
            var reader = new Thread(() -> read(in, heard), "qos-2-device");
            reader.setDaemon(true);
            reader.start();
            return connAck[2] == 1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void publish(int packetId, String payload) {
        publish(0x34, packetId, payload);
    }

    /** With the DUP flag. */
    void publishAgain(int packetId, String payload) {
        publish(0x3C, packetId, payload);
    }

    private void publish(int flags, int packetId, String payload) {
        try {
            out.write(flags);
            out.write(2 + topic.length() + 2 + payload.length());
            out.writeUTF(topic);
            out.writeShort(packetId);
            out.write(payload.getBytes(UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PUBREL. */
    void release(int packetId) {
        try {
            out.writeInt(0x62020000 | packetId);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer, such as {@code PUBREC 1}; "nothing" if there is none within that time. */
    String answer(long millis) throws InterruptedException {
        var answer = answers.poll(millis, TimeUnit.MILLISECONDS);
        return answer == null ? "nothing" : answer;
    }

    private static void read(DataInputStream in, LinkedBlockingQueue<String> heard) {
        try {
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                var rest = new byte[in.readUnsignedByte()];
                in.readFully(rest);
                if (type == PUBREC || type == PUBCOMP) {
                    heard.add((type == PUBREC ? "PUBREC " : "PUBCOMP ") + ((rest[0] & 255) << 8 | rest[1] & 255));
                }
            }
        } catch (EOFException | SocketException closed) {
            // the end of the connection is the end of the answers
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
