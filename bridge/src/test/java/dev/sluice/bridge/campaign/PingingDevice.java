package dev.sluice.bridge.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An MQTT 3.1.1 device that publishes at QoS 1 as long as its window has room, never beyond it, and pings all the time. Belongs to a thread
 * that calls {@link #turn()}; what came of it may be asked from any.
 */
final class PingingDevice implements AutoCloseable {

    private static final int PACKET_IDS = 60_000;

    private final Socket socket;
    private final DataOutputStream out;
    private final String topic;
    private final String name;
    private final int window;
    private final List<Long> pingNanos = Collections.synchronizedList(new ArrayList<>());
    private volatile long sent;
    private volatile long acknowledged;
    private volatile long waitedForNanos;
    private volatile long waitedFor = Long.MAX_VALUE;
    private volatile long pingedNanos;
    private volatile boolean closed;

    PingingDevice(int port, String name, int window) {
        this.name = name;
        this.topic = "pinging/here/" + name + "/telemetry";
        this.window = window;
        try {
            socket = new Socket("127.0.0.1", port);
            socket.setTcpNoDelay(true);
            out = new DataOutputStream(socket.getOutputStream());
            connect(out, name, 10);
            var in = new DataInputStream(socket.getInputStream());
            in.readFully(new byte[4]);
            var reader = new Thread(() -> read(in), name);
            reader.setDaemon(true);
            reader.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void connect(DataOutputStream out, String clientId, int keepAliveSeconds) throws IOException {
        var body = new ByteArrayOutputStream();
        var packet = new DataOutputStream(body);
        packet.writeUTF("MQTT");
        packet.write(4);
        packet.write(2); // clean session
        packet.writeShort(keepAliveSeconds);
        packet.writeUTF(clientId);
        out.write(0x10);
        out.write(body.size());
        out.write(body.toByteArray());
        out.flush();
    }

    /** The return code that a device of this name hears now; it goes away again. */
    static int knock(int port, String clientId) {
        try (var socket = new Socket("127.0.0.1", port)) {
            connect(new DataOutputStream(socket.getOutputStream()), clientId, 10);
            var answer = new byte[4];
            new DataInputStream(socket.getInputStream()).readFully(answer);
            return answer[3];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message if the window has room, and a PINGREQ if the last one is answered. */
    void turn() {
        if (closed) {
            return;
        }
        try {
            if (sent - acknowledged < window) {
                publish();
            }
            if (pingedNanos == 0) {
                pingedNanos = System.nanoTime();
                out.write(new byte[] {(byte) 0xC0, 0});
            }
            out.flush();
        } catch (IOException gone) {
            closed = true;
        }
    }

    private void publish() throws IOException {
        var payload = ("{\"device\":\"" + name + "\",\"seq\":" + sent + ",\"temperature\":1.5}").getBytes(UTF_8);
        int length = 2 + topic.length() + 2 + payload.length;
        out.write(0x32);
        if (length > 127) {
            out.write(length & 127 | 128);
        }
        out.write(length > 127 ? length >> 7 : length);
        out.writeUTF(topic);
        out.writeShort((int) (sent % PACKET_IDS) + 1);
        out.write(payload);
        sent++;
    }

    private void read(DataInputStream in) {
        try {
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                in.readFully(new byte[in.readUnsignedByte()]);
                if (type == 13) {
                    pingNanos.add(System.nanoTime() - pingedNanos);
                    pingedNanos = 0;
                } else if (type == 4 && ++acknowledged == waitedFor) {
                    waitedForNanos = System.nanoTime();
                }
            }
        } catch (IOException gone) {
            closed = true;
        }
    }

    /** From now on {@link #answeredNanos()} waits for what has been sent. */
    void mark() {
        waitedForNanos = 0;
        waitedFor = sent;
        if (acknowledged >= waitedFor) {
            waitedForNanos = System.nanoTime();
        }
    }

    /** When everything sent before {@link #mark()} was acknowledged, on {@link System#nanoTime()}; 0 if it is not yet. */
    long answeredNanos() {
        return waitedForNanos;
    }

    boolean isWindowFull() {
        return sent - acknowledged >= window;
    }

    boolean isClosed() {
        return closed;
    }

    /** How long PINGREQs took to be answered; one that still waits counts as it is. */
    List<Long> pingNanos() {
        synchronized (pingNanos) {
            var all = new ArrayList<>(pingNanos);
            long waiting = pingedNanos;
            if (waiting != 0) {
                all.add(System.nanoTime() - waiting);
            }
            return all;
        }
    }

    /** Forgets the pings so far. */
    void forgetPings() {
        pingNanos.clear();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException already) {
            closed = true;
        }
    }
}
