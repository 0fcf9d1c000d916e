package dev.sluice.simulator.lean;

import static io.netty.buffer.Unpooled.wrappedBuffer;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * A broker that says yes to everything as cheaply as it can, to measure what a publisher costs by itself. Run it on the test class
 * path, with a port, beside {@code simulate publish --client lean --mqtt 3.1.1}.
 */
public final class AckSink {

    private AckSink() {}

    public static void main(String[] arguments) throws InterruptedException {
        var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(new Yes());
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(arguments[0]))
                .sync()
                .channel()
                .closeFuture()
                .sync();
    }

    private static final class Yes extends ByteToMessageDecoder {

        private ByteBuf acks;

        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
            while (in.readableBytes() >= 2) {
                int start = in.readerIndex();
                int type = in.readUnsignedByte();
                int length = 0;
                int shift = 0;
                int digit;
                do {
                    if (!in.isReadable()) {
                        in.readerIndex(start);
                        return;
                    }
                    digit = in.readByte();
                    length |= (digit & 0x7F) << shift;
                    shift += 7;
                } while (digit < 0);
                if (in.readableBytes() < length) {
                    in.readerIndex(start);
                    return;
                }
                int end = in.readerIndex() + length;
                if (type == 0x10) {
                    context.write(wrappedBuffer(new byte[] {0x20, 2, 0, 0}));
                } else if ((type & 0xF6) == 0x32) {
                    int topic = in.readUnsignedShort();
                    int id = in.getUnsignedShort(in.readerIndex() + topic);
                    if (acks == null) {
                        acks = context.alloc().directBuffer(256);
                    }
                    acks.writeShort(0x4002).writeShort(id);
                }
                in.readerIndex(end);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) throws Exception {
            super.channelReadComplete(context);
            if (acks != null) {
                context.write(acks, context.voidPromise());
                acks = null;
            }
            context.flush();
        }
    }
}
