package dev.sluice.sandbox.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** One device's connection through the proxy. Its two pumps are threads of the proxy's; faults come from any thread. */
public final class Line {

    private static final int LARGEST_READ = 8 * 1024;

    private final Socket device;
    private final Socket server;
    private final Traffic traffic;
    private final LongSupplier nanoTime;
    private final Pause pause;

    private volatile String clientId = "";
    private volatile Direction cutWithin;
    private volatile Slowness slowness = Slowness.NONE;
    private final Object deafness = new Object();
    private boolean deaf;
    private volatile boolean open = true;

    /** Packet id to serial number of what the server has not answered. */
    private final Map<Integer, Long> unanswered = new HashMap<>();

    private long serial;

    Line(Socket device, Socket server, Traffic traffic, LongSupplier nanoTime, Pause pause) {
        this.device = device;
        this.server = server;
        this.traffic = traffic;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Empty before CONNECT. */
    public String clientId() {
        return clientId;
    }

    public boolean isOpen() {
        return open;
    }

    /** Both ends get a reset at once. */
    public void cut() {
        open = false;
        reset(device);
        reset(server);
        hearAgain();
    }

    /** The next PUBLISH, or the next packet to the device, arrives half, and then both ends get a reset. */
    public void cutWithinNextPacket(Direction direction) {
        cutWithin = direction;
    }

    /** From now on the device does not read: what the server sends stays where it is. */
    public void deafen() {
        synchronized (deafness) {
            deaf = true;
        }
    }

    /** What the server sent meanwhile arrives after all. */
    public void hearAgain() {
        synchronized (deafness) {
            deaf = false;
            deafness.notifyAll();
        }
    }

    public void slow(Slowness slowness) {
        this.slowness = slowness;
    }

    public void fast() {
        slowness = Slowness.NONE;
    }

    List<Long> unansweredSerials() {
        synchronized (unanswered) {
            return List.copyOf(unanswered.values());
        }
    }

    /** Carries bytes one way until the line ends. */
    void pump(Direction direction) {
        Socket source = direction == Direction.FROM_DEVICE ? device : server;
        Socket target = direction == Direction.FROM_DEVICE ? server : device;
        Packets packets = new Packets();
        byte[] read = new byte[LARGEST_READ];
        try {
            OutputStream out = target.getOutputStream();
            int length;
            while ((length = source.getInputStream().read(read)) >= 0) {
                waitWhileDeaf(direction);
                packets.add(read, length);
                for (byte[] packet = packets.next(); packet != null; packet = packets.next()) {
                    if (!pass(new Packet(packet), direction, out)) {
                        return;
                    }
                }
            }
            write(packets.rest(), out);
            target.shutdownOutput();
        } catch (IOException ended) {
            cut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cut();
        } finally {
            ended();
        }
    }

    private boolean pass(Packet packet, Direction direction, OutputStream out)
            throws IOException, InterruptedException {
        boolean cutHere = cutWithin == direction && (direction == Direction.TO_DEVICE || packet.asksForAnAnswer());
        if (direction == Direction.FROM_DEVICE) {
            noticeFromDevice(packet);
        } else if (!cutHere) {
            noticeFromServer(packet);
        }
        if (cutHere) {
            out.write(packet.bytes(), 0, packet.bytes().length / 2);
            out.flush();
            cut();
            return false;
        }
        write(packet.bytes(), out);
        if (direction == Direction.TO_DEVICE && packet.acknowledges()) {
            traffic.acks().acknowledged(clientId, nanoTime.getAsLong());
        }
        return true;
    }

    private void noticeFromDevice(Packet packet) {
        if (packet.type() == Packet.CONNECT) {
            clientId = packet.clientId();
        } else if (packet.asksForAnAnswer()) {
            traffic.published(packet);
            synchronized (unanswered) {
                unanswered.put(packet.packetId(), serial++);
            }
        }
    }

    private void noticeFromServer(Packet packet) {
        if (packet.type() == Packet.CONNACK) {
            traffic.connected(packet);
        } else if (packet.type() == Packet.PUBACK || packet.type() == Packet.PUBREC) {
            synchronized (unanswered) {
                unanswered.remove(packet.packetId());
            }
        }
    }

    private void write(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
        int at = 0;
        while (at < bytes.length) {
            Slowness now = slowness;
            int piece = Math.min(now.pieceBytes(), bytes.length - at);
            out.write(bytes, at, piece);
            at += piece;
            if (!now.pause().isZero()) {
                pause.pass(now.pause());
            }
        }
    }

    private void waitWhileDeaf(Direction direction) throws InterruptedException {
        if (direction == Direction.TO_DEVICE) {
            synchronized (deafness) {
                while (deaf) {
                    deafness.wait();
                }
            }
        }
    }

    /** Either pump; when one way has ended, the other ends when its source does. */
    private synchronized void ended() {
        if (device.isClosed() || server.isClosed() || device.isOutputShutdown() && server.isOutputShutdown()) {
            open = false;
            close(device);
            close(server);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            // then there is nothing to reset
        }
        close(socket);
    }

    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // what we wanted
        }
    }
}
