package dev.repod.benchmarks.slow;

import dev.repod.benchmarks.frames.Frame;
import dev.repod.benchmarks.frames.Said;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client: an extended one without a session, that does nothing but read, and can stop doing that. */
final class Watcher extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int KEEPALIVE = 2;
    private static final int PING_SECONDS = 5;

    private final Runnable onFirst;
    private final Watch watch = new Watch();
    private @Nullable ChannelHandlerContext link;
    private @Nullable String told;
    private boolean ended;
    private boolean isGreeted;

    Watcher(Runnable onFirst) {
        this.onFirst = onFirst;
    }

    Watch watch() {
        return watch;
    }

    /** Stops to read, or reads again. */
    void reads(boolean on) {
        ChannelHandlerContext open = link;
        if (open != null) {
            open.channel().config().setAutoRead(on);
        }
    }

    /** What it was told at its end, {@code closed} where it was told nothing; {@code there} while it has not ended. */
    String end() {
        return told != null ? told : ended ? "closed" : "there";
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        link = context;
        write(context, Frame.hello(KEEPALIVE, Map.of()));
        context.executor().scheduleAtFixedRate(() -> ping(context), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
    }

    /** Not to read is not to be dead: a program that hangs in a breakpoint lives, and its library says so. */
    private void ping(ChannelHandlerContext context) {
        if (!ended) {
            write(context, Frame.array(3, 1));
        }
    }

    private static void write(ChannelHandlerContext context, byte[] frame) {
        context.writeAndFlush(Unpooled.wrappedBuffer(frame), context.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf payload) {
        Said said = Said.of(ByteBufUtil.getBytes(payload));
        if ("sky".equals(said.action())) {
            watch.saw(said.number("number"), System.nanoTime());
            if (!isGreeted) {
                isGreeted = true;
                onFirst.run();
            }
        } else if (said.isPing()) {
            write(context, said.pong());
        } else if (said.reason() != null) {
            told = said.reason();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
