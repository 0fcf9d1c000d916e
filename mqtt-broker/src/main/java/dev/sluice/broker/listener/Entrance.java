package dev.sluice.broker.listener;

import dev.sluice.broker.publish.CloseReason;
import dev.sluice.broker.tls.ServerTls;
import io.netty.channel.ChannelPipeline;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** What a connection of one listener goes through before MQTT begins: nothing where MQTT is spoken over plain TCP. */
record Entrance(Optional<ServerTls> tls, LongAdder connections) {

    /** @param close ends the connection for a reason that is counted; not called before the pipeline is complete */
    void addTo(ChannelPipeline pipeline, Consumer<CloseReason> close) {
        connections.increment();
        pipeline.channel().closeFuture().addListener(closed -> connections.decrement());
        if (tls.isPresent()) {
            tls.get().addTo(pipeline, close);
        }
    }
}
