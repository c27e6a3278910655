package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Said;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;

/** One connection of an attack, from its beginning to its end. */
final class Attacker extends SimpleChannelInboundHandler<ByteBuf> implements Grip {
    /** Whoever brings it back. */
    interface Keeper {
        void onUp(Attacker attacker);

        /** It is over; told once. */
        void onEnded(Attacker attacker, String how);
    }

    private final Conduct conduct;
    private final Keeper keeper;
    private @Nullable ChannelHandlerContext link;
    private @Nullable String told;
    private boolean over;

    Attacker(Conduct conduct, Keeper keeper) {
        this.conduct = conduct;
        this.keeper = keeper;
    }

    void second() {
        if (!over) {
            conduct.onSecond(this);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        link = context;
        keeper.onUp(this);
        conduct.onUp(this);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!over && context.channel().isWritable()) {
            conduct.onWritable(this);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf payload) {
        if (told != null || over) {
            return;
        }
        Said said = Said.of(ByteBufUtil.getBytes(payload));
        told = said.reason();
        conduct.onSaid(this, said);
    }

    // ---- how it ends

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end("closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end("reset");
        context.close();
    }

    /** What the server has said is why; where it has said nothing, what the system says. */
    private void end(String how) {
        if (!over) {
            over = true;
            keeper.onEnded(this, told == null ? how : told);
        }
    }

    // ---- for its conduct

    @Override
    public void send(byte[] bytes) {
        ChannelHandlerContext open = link;
        if (open != null && bytes.length > 0) {
            open.writeAndFlush(Unpooled.wrappedBuffer(bytes), open.voidPromise());
        }
    }

    @Override
    public boolean isWritable() {
        return link != null && link.channel().isWritable();
    }

    @Override
    public void leave() {
        end("left");
        if (link != null) {
            link.close();
        }
    }

    @Override
    public void reset() {
        end("left");
        if (link != null && link.channel().isOpen()) {
            link.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            link.close();
        }
    }
}
