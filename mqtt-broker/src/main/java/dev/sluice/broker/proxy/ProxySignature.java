package dev.sluice.broker.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolException;
import java.util.List;

/** Looks at the first dozen bytes: the library's decoder takes what is no header for the beginning of a long one, and would wait for its end. */
final class ProxySignature extends ByteToMessageDecoder {

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        switch (HAProxyMessageDecoder.detectProtocol(in).state()) {
            case DETECTED -> ctx.pipeline().remove(this); // what has come goes to the next in line
            case INVALID -> {
                in.skipBytes(in.readableBytes());
                throw new HAProxyProtocolException("other bytes instead");
            }
            case NEEDS_MORE_DATA -> {
                // nothing to say yet
            }
        }
    }
}
