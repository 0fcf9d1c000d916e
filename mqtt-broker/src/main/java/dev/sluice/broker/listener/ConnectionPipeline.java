package dev.sluice.broker.listener;

import dev.sluice.broker.decode.PublishDecoder;
import dev.sluice.broker.decode.StrictPackets;
import dev.sluice.broker.gate.AckGate;
import dev.sluice.broker.gate.GateLimits;
import dev.sluice.broker.gate.GateLoops;
import dev.sluice.broker.guard.GuardServices;
import dev.sluice.broker.guard.HeldAnswers;
import dev.sluice.broker.guard.ProtocolGuard;
import dev.sluice.broker.guard.SlowReader;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;

/**
 * Socket to Moquette, in this order: our decoder of PUBLISH, strictness about the rest, Netty's decoder, encoder, slow reader, held
 * answers, guard, gate, packet ids, Moquette's handler. Moquette itself adds the
 * keep-alive timer in front once a device is connected. Before the decoder comes what the listener's {@link Entrance} wants: TLS, say.
 */
@Sharable
public final class ConnectionPipeline extends ChannelInitializer<SocketChannel> {

    private static final int MAXIMUM_CLIENT_ID = 65_535;

    private final GuardServices services;
    private final GateLoops loops;
    private final GateLimits gateLimits;
    private final Entrance entrance;

    /** For MQTT over plain TCP. */
    public ConnectionPipeline(GuardServices services, GateLoops loops, GateLimits gateLimits) {
        this(services, loops, gateLimits, Entrance.PLAIN);
    }

    private ConnectionPipeline(GuardServices services, GateLoops loops, GateLimits gateLimits, Entrance entrance) {
        this.services = services;
        this.loops = loops;
        this.gateLimits = gateLimits;
        this.entrance = entrance;
    }

    /** The same behind another entrance. */
    ConnectionPipeline behind(Entrance another) {
        return new ConnectionPipeline(services, loops, gateLimits, another);
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        var answers = new HeldAnswers(services.local()::durable, services.connections()::dropped);
        var guard = new ProtocolGuard(services, answers);
        var gate = new AckGate(loops.of(channel.eventLoop()), services.local(), gateLimits, guard::close);
        guard.gate(gate);
        var publishes = new PublishDecoder(services.limits().maximumPacketBytes());
        entrance.addTo(channel.pipeline(), guard::close, services.limits().maximumPacketBytes());
        channel.pipeline()
                .addLast("publish-decoder", publishes)
                .addLast("strict-packets", new StrictPackets(services.limits().maximumPacketBytes()))
                .addLast("decoder", new MqttDecoder(services.limits().maximumPacketBytes(), MAXIMUM_CLIENT_ID))
                .addLast("witness", publishes.witness())
                .addLast("encoder", MqttEncoder.INSTANCE)
                .addLast("slow-reader", new SlowReader(services.limits(), guard::close))
                .addLast("answers", answers)
                .addLast("guard", guard)
                .addLast("gate", gate)
                .addLast("packet-ids", services.local().packets())
                .addLast("handler", services.local().handler());
    }
}
