package dev.sluice.simulator.lean;

import dev.sluice.simulator.endpoint.BrokerAddress;
import dev.sluice.simulator.fleet.LinkFaults;
import dev.sluice.simulator.fleet.LinkSettings;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.URI;

/**
 * Opens the connections of one device: TCP, with TLS, with WebSocket frames, or with both. Whoever speaks MQTT at its end reads
 * and writes bytes in each case, and is active once they can flow.
 *
 * @param tls null for none
 */
record Line(Bootstrap bootstrap, LinkSettings settings, SslContext tls, LinkFaults faults) {

    private static final int LARGEST_HTTP_ANSWER = 16 * 1024;
    private static final int SLOW_RECEIVE_BUFFER = 4 * 1024;

    ChannelFuture open(ChannelHandler conversation) {
        BrokerAddress address = settings.address();
        Bootstrap own = bootstrap.clone();
        if (tls == null && !address.transport().webSocket() && faults.readBytesPerSecond() == 0) {
            own.handler(conversation);
        } else {
            own.handler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    prepare(channel, address);
                    channel.pipeline().addLast(conversation);
                }
            });
        }
        if (faults.readBytesPerSecond() > 0) {
            own.option(ChannelOption.SO_RCVBUF, SLOW_RECEIVE_BUFFER);
        }
        return own.connect(address.host(), address.port());
    }

    private void prepare(Channel channel, BrokerAddress address) {
        ChannelPipeline pipeline = channel.pipeline();
        if (faults.readBytesPerSecond() > 0) {
            pipeline.addLast(SlowReading.on(channel, faults.readBytesPerSecond()));
        }
        if (tls != null) {
            SslHandler handler = tls.newHandler(channel.alloc(), address.host(), address.port());
            pipeline.addLast(handler);
        }
        if (address.transport().webSocket()) {
            pipeline.addLast(
                    new HttpClientCodec(),
                    new HttpObjectAggregator(LARGEST_HTTP_ANSWER),
                    new WebSocketClientProtocolHandler(WebSocketClientProtocolConfig.newBuilder()
                            .webSocketUri(URI.create(address.toString()))
                            .subprotocol("mqtt")
                            .version(WebSocketVersion.V13)
                            .build()),
                    new WebSocketBytes());
        }
    }
}
