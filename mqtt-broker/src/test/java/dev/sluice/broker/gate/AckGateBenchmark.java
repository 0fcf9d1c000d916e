package dev.sluice.broker.gate;

import dev.sluice.broker.decode.PublishDecoder;
import dev.sluice.broker.publish.AckContract;
import dev.sluice.broker.publish.ConnectedDevice;
import dev.sluice.broker.publish.HeldAck;
import dev.sluice.broker.publish.IngestLane;
import dev.sluice.broker.publish.ReceivedPublish;
import dev.sluice.broker.publish.Settlement;
import dev.sluice.broker.session.DeviceSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.util.ReferenceCounted;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One QoS 1 message of 200 bytes through decoder and gate, settled and acknowledged: a window of 20 arrives in one read, is settled
 * in another order than it came, and is answered in one flush. {@code decode} is the decoder alone, for the difference.
 *
 * <pre>
 * mvn -q -pl mqtt-broker test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/class-path
 * java -Dio.netty.leakDetection.level=disabled -cp mqtt-broker/target/test-classes:mqtt-broker/target/classes:$(cat mqtt-broker/target/class-path) org.openjdk.jmh.Main AckGateBenchmark -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AckGateBenchmark {

    private static final int WINDOW = 20;

    @Param({"1", "0"})
    public int qos;

    /** Who decodes PUBLISH. */
    @Param({"ours", "library"})
    public String decoder;

    private final Later ingest = new Later();
    private EmbeddedChannel gated;
    private EmbeddedChannel decoding;
    private ByteBuf window;

    @Setup
    public void connect() {
        window = Unpooled.directBuffer();
        for (int packetId = 1; packetId <= WINDOW; packetId++) {
            publish(packetId);
        }
        gated = decoders();
        var loop = new GateLoop(gated.eventLoop(), new SecureRandom());
        var gate = new AckGate(loop, new FakeLocal(), GatedDevice.LIMITS, reason -> {
            throw new AssertionError(reason);
        });
        gated.pipeline().addLast(gate);
        gate.open(
                new ConnectedDevice("device", 4, null, "test"),
                new DeviceSession(100, 1, Set.of()),
                ingest,
                topic -> true,
                60);
        decoding = decoders();
    }

    private EmbeddedChannel decoders() {
        var publishes = new PublishDecoder(1 << 20);
        var channel = decoder.equals("ours")
                ? new EmbeddedChannel(publishes, new MqttDecoder(1 << 20), publishes.witness())
                : new EmbeddedChannel(new MqttDecoder(1 << 20));
        var connect = MqttMessageBuilders.connect().clientId("device").build();
        var encoding = new EmbeddedChannel(MqttEncoder.INSTANCE);
        encoding.writeOutbound(connect);
        channel.writeInbound(encoding.<ByteBuf>readOutbound());
        channel.releaseInbound();
        return channel;
    }

    private void publish(int packetId) {
        var topic = "devices/north/d-0042/telemetry".getBytes(StandardCharsets.UTF_8);
        int length = 2 + topic.length + (qos > 0 ? 2 : 0) + 200;
        window.writeByte(0x30 | qos << 1).writeByte(length % 128 | 128).writeByte(length / 128);
        window.writeShort(topic.length).writeBytes(topic);
        if (qos > 0) {
            window.writeShort(packetId);
        }
        window.writeZero(200);
    }

    @TearDown
    public void disconnect() {
        gated.finishAndReleaseAll();
        decoding.finishAndReleaseAll();
        window.release();
    }

    @Benchmark
    @OperationsPerInvocation(WINDOW)
    public int decode() {
        decoding.writeInbound(window.retainedDuplicate());
        int messages = 0;
        while (decoding.inboundMessages().poll() instanceof ReferenceCounted message) {
            message.release();
            messages++;
        }
        return messages;
    }

    @Benchmark
    @OperationsPerInvocation(WINDOW)
    public int decodeHoldSettleAcknowledge() {
        gated.writeInbound(window.retainedDuplicate());
        int settled = ingest.settleAll();
        gated.runPendingTasks();
        for (ByteBuf sent = gated.readOutbound(); sent != null; sent = gated.readOutbound()) {
            sent.release();
        }
        return settled;
    }

    /** Settles newest first: every slot has to wait for the oldest. */
    private static final class Later implements IngestLane {
        private final List<HeldAck> held = new ArrayList<>(WINDOW);

        @Override
        public AckContract receive(ReceivedPublish publish, HeldAck ack) {
            held.add(ack);
            return AckContract.STORED;
        }

        int settleAll() {
            int count = held.size();
            for (int i = count - 1; i >= 0; i--) {
                held.get(i).settle(Settlement.STORED);
            }
            held.clear();
            return count;
        }

        @Override
        public boolean mayRead() {
            return true;
        }

        @Override
        public void disconnected() {
            held.clear();
        }
    }
}
