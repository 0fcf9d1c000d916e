package dev.sluice.bridge.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** The way to a Kafka, which ends for good when so many bytes have come back on it: what is cut is cut at the same byte each time. */
final class KafkaGate implements AutoCloseable {

    /** How it looks from outside when a Kafka goes away. */
    enum Ending {
        /** As of a process that was killed: connections end, and new ones do at once. */
        CUT,
        /** As of one that was frozen: connections stay, and nothing comes. */
        SILENT
    }

    private static final int BLOCK = 4_096;

    private final int kafkaPort;
    private final Ending ending;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long bytesLeft;
    private boolean shut;

    /** Listens on a free port of 127.0.0.1, which Kafka's listener must advertise. */
    KafkaGate(int kafkaPort, long bytes, Ending ending) {
        this.kafkaPort = kafkaPort;
        this.bytesLeft = bytes;
        this.ending = ending;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    synchronized boolean isShut() {
        return shut;
    }

    @Override
    public void close() {
        closed.countDown();
        end(listener);
        sockets.forEach(KafkaGate::end);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (isShut() && ending == Ending.CUT) {
                    end(client);
                } else {
                    start(() -> connect(client));
                }
            } catch (IOException ended) {
                // the loop's condition says whether there is more to come
            }
        }
    }

    private void connect(Socket client) {
        sockets.add(client);
        try (var kafka = new Socket(InetAddress.getLoopbackAddress(), kafkaPort)) {
            sockets.add(kafka);
            start(() -> carry(client, kafka, false));
            carry(kafka, client, true);
        } catch (IOException gone) {
            end(client);
        }
    }

    private void carry(Socket from, Socket to, boolean isAnswer) {
        byte[] block = new byte[BLOCK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                out.write(block, 0, isAnswer ? granted(length) : length);
                if (isShut()) {
                    shut();
                }
            }
        } catch (IOException ended) {
            // both sockets are closed by now
        }
    }

    private synchronized int granted(int length) {
        int granted = (int) Math.min(length, bytesLeft);
        bytesLeft -= granted;
        shut = bytesLeft == 0;
        return granted;
    }

    /** Ends all connections, or holds this one as it is. */
    private void shut() throws IOException {
        if (ending == Ending.CUT) {
            sockets.forEach(KafkaGate::end);
            throw new IOException("cut");
        }
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception ended) {
            // what we wanted
        }
    }

    private static void start(Runnable work) {
        var thread = new Thread(work, "kafka-gate");
        thread.setDaemon(true);
        thread.start();
    }
}
