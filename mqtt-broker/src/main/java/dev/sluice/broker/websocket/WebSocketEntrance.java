package dev.sluice.broker.websocket;

import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.function.Consumer;

/**
 * WebSocket in front of MQTT on one listener.
 *
 * @param path of the URL, {@code /mqtt}; what stands behind a question mark there does not matter
 */
public record WebSocketEntrance(String path, TurnedAway turnedAway) {

    /** Of the handler whose place it is to stand between HTTP, or frames, and MQTT. */
    static final String NAME = "websocket";

    private static final int LONGEST_REQUEST_LINE = 4 * 1024;
    private static final int LARGEST_HEADERS = 16 * 1024;
    /** Of a request that should have none. */
    private static final int LARGEST_BODY = 1024;

    private static final int LONGEST_FIXED_HEADER = 5;
    /** Browsers' libraries put several packets into one frame. */
    private static final int SHARED_FRAME = 64 * 1024;

    /**
     * @param close ends the connection for a reason that is counted
     * @param maximumPacketBytes of an MQTT packet; a frame is held in memory until it is complete, so it may not be much larger
     */
    public void addTo(ChannelPipeline pipeline, Consumer<CloseReason> close, int maximumPacketBytes) {
        var frames = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(Math.max(SHARED_FRAME, maximumPacketBytes + LONGEST_FIXED_HEADER))
                .allowExtensions(false)
                .withUTF8Validator(false)
                .closeOnProtocolViolation(false) // we close, and count it
                .build();
        pipeline.addLast(
                        "http",
                        new HttpServerCodec(new HttpDecoderConfig()
                                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                                .setMaxHeaderSize(LARGEST_HEADERS)))
                .addLast("http-request", new HttpObjectAggregator(LARGEST_BODY, true))
                .addLast(NAME, new WebSocketUpgrade(this, frames, close));
    }
}
