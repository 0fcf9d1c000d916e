package dev.sluice.broker.tls;

import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** TLS of one listener, with the certificate that is in force. */
public final class ServerTls {

    static {
        // The JDK has no other switch: without it a TLS 1.2 device could demand one handshake after the other on one
        // connection.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    }

    private static final int IDLE_SECONDS = 30;

    /** Which protocol is spoken above TLS, by its registered name (ALPN). */
    public enum Spoken {
        MQTT("mqtt"),
        /** As WebSocket begins. */
        HTTP("http/1.1");

        private final String alpn;

        Spoken(String alpn) {
            this.alpn = alpn;
        }

        String alpn() {
            return alpn;
        }
    }

    private record InForce(TlsFiles files, SslContext context) {}

    private final TlsSettings settings;
    private final Spoken spoken;
    private final Executor arithmetic;
    private final TurnedAway turnedAway;
    private final LongAdder failed = new LongAdder();
    private volatile InForce inForce;

    private ServerTls(TlsSettings settings, Spoken spoken, Executor arithmetic, TurnedAway turnedAway)
            throws TlsUnusableException {
        this.settings = settings;
        this.spoken = spoken;
        this.arithmetic = arithmetic;
        this.turnedAway = turnedAway;
        this.inForce = load();
    }

    /**
     * @param arithmetic runs the arithmetic of handshakes, see {@link #arithmetic()}
     * @param turnedAway hears of handshakes that fail
     */
    public static ServerTls start(TlsSettings settings, Spoken spoken, Executor arithmetic, TurnedAway turnedAway)
            throws TlsUnusableException {
        return new ServerTls(settings, spoken, arithmetic, turnedAway);
    }

    /**
     * Threads for handshakes: a signature takes as long as hundreds of messages, which must not wait for it. Each connection has at most one task
     * here. They end by themselves.
     */
    public static Executor arithmetic() {
        var number = new AtomicInteger();
        int threads = Runtime.getRuntime().availableProcessors();
        var pool = new ThreadPoolExecutor(
                threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    var named = new Thread(task, "sluice-tls-" + number.getAndIncrement());
                    named.setDaemon(true);
                    return named;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private InForce load() throws TlsUnusableException {
        var files = TlsFiles.read(settings);
        return new InForce(files, files.context(settings));
    }

    /**
     * Reads the files again. Connections that exist go on; handshakes that begin from now on see what the files hold, or what they held before
     * when that cannot be used.
     *
     * @return whether the files hold something else now
     */
    public synchronized boolean renew() throws TlsUnusableException {
        var files = TlsFiles.read(settings);
        if (files.equals(inForce.files())) {
            return false;
        }
        inForce = new InForce(files, files.context(settings));
        return true;
    }

    /** When the certificate in force expires, or one that signs it. */
    public Instant expires() {
        return inForce.files().expires();
    }

    /** The certificate in force, as it calls itself. */
    public String subject() {
        return inForce.files().chain().get(0).getSubjectX500Principal().getName();
    }

    public TlsSettings settings() {
        return settings;
    }

    /** Handshakes that did not end in a connection. */
    public long failed() {
        return failed.sum();
    }

    /**
     * Puts TLS behind what is in the pipeline so far.
     *
     * @param close ends the connection for a reason that is counted
     */
    public void addTo(ChannelPipeline pipeline, Consumer<CloseReason> close) {
        var engine = inForce.context().newEngine(pipeline.channel().alloc());
        engine.setHandshakeApplicationProtocolSelector((handshaking, offered) -> Alpn.choose(spoken, offered));
        var handler = new SslHandler(engine, false, arithmetic);
        handler.setHandshakeTimeoutMillis(settings.handshakeTimeout().toMillis());
        pipeline.addLast("tls", handler).addLast("tls-watch", new HandshakeWatch(turnedAway, failed, close));
    }
}
