package dev.sluice.broker.tls;

import dev.sluice.broker.origin.Origin;
import dev.sluice.broker.origin.TurnedAway;
import dev.sluice.broker.publish.CloseReason;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Behind TLS: what goes wrong there ends the connection and does not reach MQTT. Event loop only; messages pass it by. */
final class HandshakeWatch extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(HandshakeWatch.class);

    private final TurnedAway turnedAway;
    private final LongAdder failed;
    private final Consumer<CloseReason> close;

    HandshakeWatch(TurnedAway turnedAway, LongAdder failed, Consumer<CloseReason> close) {
        this.turnedAway = turnedAway;
        this.failed = failed;
        this.close = close;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof SslHandshakeCompletionEvent handshake)) {
            ctx.fireUserEventTriggered(event);
        } else if (handshake.isSuccess()) {
            refuseExpired(ctx);
        } else if (!(handshake.cause() instanceof ClosedChannelException)) {
            failed(ctx, handshake.cause());
        }
    }

    /** A session that is resumed brings its certificate along, and nobody has looked at the clock. */
    private void refuseExpired(ChannelHandlerContext ctx) {
        var certificate = Origin.of(ctx.channel()).certificate();
        if (certificate.isEmpty()) {
            return;
        }
        try {
            certificate.get().checkValidity();
        } catch (CertificateException expired) {
            failed(ctx, expired);
        }
    }

    private void failed(ChannelHandlerContext ctx, Throwable cause) {
        failed.increment();
        turnedAway.tell(ctx.channel(), "its TLS handshake failed, " + cause.getMessage());
        close.accept(CloseReason.TLS_FAILED);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof SSLException
                || cause instanceof DecoderException && cause.getCause() instanceof SSLException) {
            LOG.debug("TLS with {} broke: {}", ctx.channel().remoteAddress(), cause.toString());
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
