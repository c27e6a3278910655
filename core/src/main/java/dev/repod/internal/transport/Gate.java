package dev.repod.internal.transport;

import dev.repod.internal.limit.Door;
import dev.repod.internal.session.Standing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.AttributeKey;
import java.util.Objects;

/**
 * Stands before Netty's own acceptor, where a socket is there and nothing has been made for it. Who is not let in, and not told so, costs
 * no more than that: neither a pipeline nor a place among the sockets that are watched.
 */
final class Gate extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<Door.Visit> VISIT = AttributeKey.valueOf(Gate.class, "visit");

    private final NettyLoop loop;
    private final Acceptor acceptor;
    private final boolean tells;
    private boolean isInBatch;
    private long beganNanos;

    private Gate(NettyLoop loop, Acceptor acceptor, boolean tells) {
        this.loop = loop;
        this.acceptor = acceptor;
        this.tells = tells;
    }

    /** Before links of which some that are refused are told so. */
    static Gate telling(NettyLoop loop, Acceptor acceptor) {
        return new Gate(loop, acceptor, true);
    }

    /** Before links that cannot be told anything, because it is not known yet in which words. */
    static Gate silent(NettyLoop loop, Acceptor acceptor) {
        return new Gate(loop, acceptor, false);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (!isInBatch) {
            isInBatch = true;
            beganNanos = loop.nanoTime();
        }
        SocketChannel socket = (SocketChannel) accepted;
        Door.Visit visit = acceptor.onArrived(socket.remoteAddress(), loop.nanoTime());
        if (visit.refusal() != null && !(tells && visit.isTold())) {
            visit.left();
            socket.unsafe().closeForcibly();
            return;
        }
        // The visit is told of the end of the socket itself: whatever became of that, nobody else may know of it yet.
        socket.closeFuture().addListener(closed -> visit.left());
        socket.attr(VISIT).set(visit);
        LinkReads.install(loop, socket, Standing.STRANGER);
        context.fireChannelRead(accepted);
    }

    /** They were charged together. Whoever comes next waits with the system, where the ration is used up. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        if (!isInBatch) {
            return;
        }
        isInBatch = false;
        long nowNanos = loop.nanoTime();
        if (loop.arrivalsRation().isUsedUp(nowNanos - beganNanos, nowNanos)) {
            context.channel().config().setAutoRead(false);
            loop.arrivalsRation().await(() -> acceptAgain(context.channel()));
        }
    }

    private static boolean acceptAgain(Channel listening) {
        boolean isOpen = listening.isOpen();
        if (isOpen) {
            listening.config().setAutoRead(true);
        }
        return isOpen;
    }

    /** Of a socket that was let through. */
    static Door.Visit visitOf(SocketChannel socket) {
        return Objects.requireNonNull(socket.attr(VISIT).get());
    }
}
