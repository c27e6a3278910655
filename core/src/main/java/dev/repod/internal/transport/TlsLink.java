package dev.repod.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;

/** A {@link NettyLink} behind TLS. It has no session before {@link #begin}, which is when the handshake is over. */
final class TlsLink extends NettyLink {
    private final SocketChannel socket;
    private final SslHandler tls;

    TlsLink(SocketChannel socket, NettyLoop loop, InetSocketAddress peerAddress, SslHandler tls, Starter starter) {
        super(socket, loop, peerAddress, starter);
        socket.config().setAllocator(loop.tlsBuffers());
        this.socket = socket;
        this.tls = tls;
    }

    /** TCP is up, and that says nothing yet. */
    @Override
    public void channelActive(ChannelHandlerContext context) {}

    /**
     * What is given to TLS is released once it is encrypted, whatever the system takes of that: so this link asks, by a promise,
     * when the system has it all.
     */
    @Override
    void hand(ByteBuf buffer) {
        ChannelFuture done = socket.writeAndFlush(buffer);
        if (!done.isDone()) {
            waitFor(done);
        } else if (!done.isSuccess()) {
            fail(done.cause());
        }
    }

    /** TLS has an end of output of its own, without which the peer cannot tell ours from a cut. */
    @Override
    public void shutdownOutput() {
        if (socket.isActive()) {
            tls.closeOutbound().addListener(said -> super.shutdownOutput());
        }
    }

    /** Not through Netty's handler, which would try to say goodbye first to a peer that may not read. */
    @Override
    public void close() {
        Undecided.close(socket);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent end && end.isSuccess()) {
            onInputEnded();
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
