package dev.sluice.broker.websocket;

import dev.sluice.broker.publish.CloseReason;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The first and only HTTP request of a connection (RFC 6455 §4.2): it becomes a WebSocket, or is told why not. Event loop only. */
final class WebSocketUpgrade extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** MQTT 5.0 §6, MQTT-6.0.0-4. */
    private static final String MQTT = "mqtt";
    /** What libraries offered in the days of MQTT 3.1. */
    private static final String MQTT_OF_OLD = "mqttv3.1";

    private static final String SPEAKS = "This is an MQTT server; it speaks MQTT over WebSocket here and nothing else.";

    private record Refusal(HttpResponseStatus status, String why) {}

    private final WebSocketEntrance entrance;
    private final WebSocketDecoderConfig frames;
    private final Consumer<CloseReason> close;

    WebSocketUpgrade(WebSocketEntrance entrance, WebSocketDecoderConfig frames, Consumer<CloseReason> close) {
        this.entrance = entrance;
        this.frames = frames;
        this.close = close;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            refuse(ctx, refusal.get());
            return;
        }
        var handshaker = new WebSocketServerHandshaker13(
                entrance.path(), subprotocol(request).orElseThrow(), frames);
        // Before the answer: whatever the client has sent too early reaches frames, and not MQTT.
        ctx.pipeline().replace(this, WebSocketEntrance.NAME, new WebSocketFrames(entrance.turnedAway(), close));
        handshaker.handshake(ctx.pipeline().context(WebSocketEntrance.NAME), request);
    }

    private Optional<Refusal> refusal(FullHttpRequest request) {
        var headers = request.headers();
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecodable(request.decoderResult().cause()));
        }
        if (!path(request).equals(entrance.path())) {
            return refusal(HttpResponseStatus.NOT_FOUND, SPEAKS + " Its path is another one.");
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return refusal(HttpResponseStatus.METHOD_NOT_ALLOWED, SPEAKS);
        }
        if (!headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                || !headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            return refusal(HttpResponseStatus.UPGRADE_REQUIRED, SPEAKS + " Use an MQTT client.");
        }
        if (!WebSocketVersion.V13.toHttpHeaderValue().equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return refusal(HttpResponseStatus.UPGRADE_REQUIRED, "Only version 13 of WebSocket is spoken here.");
        }
        if (!headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY)) {
            return refusal(HttpResponseStatus.BAD_REQUEST, "The header Sec-WebSocket-Key is missing.");
        }
        return subprotocol(request).isPresent()
                ? Optional.empty()
                : refusal(HttpResponseStatus.BAD_REQUEST, "The header Sec-WebSocket-Protocol must offer mqtt.");
    }

    private static Optional<Refusal> refusal(HttpResponseStatus status, String why) {
        return Optional.of(new Refusal(status, why));
    }

    private static Refusal undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Refusal(HttpResponseStatus.REQUEST_URI_TOO_LONG, SPEAKS);
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Refusal(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, SPEAKS);
        }
        return new Refusal(HttpResponseStatus.BAD_REQUEST, SPEAKS);
    }

    private static String path(FullHttpRequest request) {
        var uri = request.uri();
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static Optional<String> subprotocol(FullHttpRequest request) {
        var headers = request.headers();
        return Optional.of(MQTT)
                .filter(name -> headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, name, false))
                .or(() -> Optional.of(MQTT_OF_OLD)
                        .filter(name -> headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, name, false)));
    }

    private void refuse(ChannelHandlerContext ctx, Refusal refusal) {
        var response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                refusal.status(),
                Unpooled.copiedBuffer(refusal.why() + "\n", StandardCharsets.UTF_8));
        var headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusal.status().equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
            headers.set(HttpHeaderNames.ALLOW, HttpMethod.GET);
        }
        if (refusal.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE + ", " + HttpHeaderValues.CLOSE);
            headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, WebSocketVersion.V13.toHttpHeaderValue());
        }
        ctx.writeAndFlush(response);
        entrance.turnedAway()
                .tell(
                        ctx.channel(),
                        "its HTTP request was answered with " + refusal.status().code());
        close.accept(CloseReason.WEBSOCKET_FAILED);
    }
}
