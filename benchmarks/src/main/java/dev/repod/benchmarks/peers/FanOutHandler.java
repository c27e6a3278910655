package dev.repod.benchmarks.peers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The yardstick for broadcasts: one shared buffer to everybody, and one flush each when the read is over. What is sent is the
 * frame that came in, or always the same one.
 */
final class FanOutHandler extends ChannelInboundHandlerAdapter {
    /** So that a receiver knows that it is one; what is sent before does not reach it. */
    private static final ByteBuf GREETING =
            Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(new byte[] {0, 0, 0, 1, 0}));

    /** All that are connected; every handler of a server has the same list. */
    private final List<Channel> all;

    private final @Nullable ByteBuf always;
    private boolean wrote;

    FanOutHandler(List<Channel> all, byte @Nullable [] always) {
        this.all = all;
        this.always = always == null
                ? null
                : Unpooled.unreleasableBuffer(
                        Unpooled.directBuffer(always.length).writeBytes(always).asReadOnly());
    }

    static Peer passingOn() {
        List<Channel> all = new ArrayList<>();
        return new NettyPeer(() -> new FanOutHandler(all, null));
    }

    static Peer sending(byte[] frame) {
        List<Channel> all = new ArrayList<>();
        return new NettyPeer(() -> new FanOutHandler(all, frame));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        all.add(context.channel());
        context.writeAndFlush(GREETING.duplicate(), context.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        all.remove(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf frame = (ByteBuf) message;
        ByteBuf shared = always == null ? frame : always;
        for (Channel channel : all) {
            channel.write(shared.retainedDuplicate(), channel.voidPromise());
        }
        frame.release();
        wrote = true;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (wrote) {
            wrote = false;
            all.forEach(Channel::flush);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
