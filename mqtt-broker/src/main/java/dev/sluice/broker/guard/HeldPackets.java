package dev.sluice.broker.guard;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * What a device sends behind its CONNECT before it is known who it is: what one read brought with it, as nothing more is read. But one read can bring tens of
 * thousands of tiny packets, each of which costs a hundred times its bytes. Event loop only.
 */
final class HeldPackets {

    static final int MOST = 1_000;
    static final int LEAST_BYTES = 256 * 1024;

    private final ArrayDeque<MqttMessage> held = new ArrayDeque<>(0);
    private final int mostBytes;
    private long bytes;

    /** @param maximumPacketBytes the largest packet that a device may send */
    HeldPackets(int maximumPacketBytes) {
        mostBytes = Math.max(LEAST_BYTES, maximumPacketBytes);
    }

    /** Takes over the packet; false when it is one too many, and has been let go of. */
    boolean add(MqttMessage packet) {
        bytes += packet.fixedHeader() == null ? 0 : packet.fixedHeader().remainingLength();
        if (held.size() >= MOST || bytes > mostBytes) {
            ReferenceCountUtil.release(packet);
            return false;
        }
        held.add(packet);
        return true;
    }

    /** Hands over every packet in its order, and is empty then. */
    void forEach(Consumer<MqttMessage> taker) {
        bytes = 0;
        for (var packet = held.poll(); packet != null; packet = held.poll()) {
            taker.accept(packet);
        }
    }
}
