package dev.repod.internal.transport;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.limit.Door;
import dev.repod.internal.session.FirstBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Waits on an accepted socket for the byte that says what its peer speaks: docs/protocol.md, section 1. TLS gets its handlers
 * only then, since they cost far more than a socket. Where peers without TLS are let in, a silent one is taken for such.
 */
final class FirstByte extends ChannelInboundHandlerAdapter {
    /** What is said to those who come without TLS and may not. */
    static final String TLS_ONLY = "this server accepts TLS only: connect with repods://";

    /** RFC 8446, section 5.1: a record with a handshake message. */
    private static final byte TLS_HANDSHAKE = 0x16;

    private static final int SHOWN_BYTES = 4;

    private final SocketChannel socket;
    private final NettyLoop loop;
    private final InetSocketAddress peer;
    private final ServerTls tls;
    private final Executor tasks;
    private final Acceptor acceptor;
    private final Door.Visit visit;
    private final Undecided undecided;
    private @Nullable HandshakeDeadline deadline;
    private boolean failed;

    FirstByte(SocketChannel socket, TlsDoor door, Door.Visit visit) {
        this.socket = socket;
        this.loop = door.loop();
        this.peer = socket.remoteAddress();
        this.tls = door.tls();
        this.tasks = door.tasks();
        this.acceptor = door.acceptor();
        this.undecided = door.undecided();
        this.visit = visit;
        undecided.add(socket);
        visit.heldBy((reason, nowNanos) -> socket.close());
        socket.closeFuture().addListener(closed -> onDecided());
    }

    /** There is a session, or no socket any more. */
    private void onDecided() {
        cancelDeadline();
        undecided.remove(socket);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (tls.isOptional()) {
            deadline = new HandshakeDeadline(loop.eventLoop(), tls.plainGraceNanos(), () -> goPlain(context, null));
        } else {
            startDeadline(this::onSilence);
        }
    }

    /** One for all that comes before a link: whoever is late to begin has the less to finish. */
    private void startDeadline(Runnable onPassed) {
        if (deadline == null) {
            deadline = new HandshakeDeadline(loop.eventLoop(), tls.handshakeTimeoutNanos(), onPassed);
        } else {
            deadline.then(onPassed);
        }
    }

    private void onSilence() {
        fail("no TLS handshake was begun in time");
        socket.close();
    }

    private void fail(String why) {
        if (failed) {
            return;
        }
        failed = true;
        long nowNanos = SystemTime.nanoTime();
        visit.failed(nowNanos);
        tls.events().onHandshakeFailed(peer, why, nowNanos);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!bytes.isReadable()) {
            bytes.release();
            return;
        }
        byte first = bytes.getByte(bytes.readerIndex());
        if (first == TLS_HANDSHAKE) {
            goSecure(context, bytes);
        } else if (tls.isOptional()) {
            goPlain(context, bytes);
        } else if (first == 0) {
            sendAway(context, bytes);
        } else {
            dropForeign(bytes);
        }
    }

    private void goSecure(ChannelHandlerContext context, ByteBuf bytes) {
        if (tls.isOptional()) {
            cancelDeadline();
        }
        SslHandler handler = tls.newHandler(context.alloc(), tasks, SystemTime.nanoTime());
        TlsLink link =
                new TlsLink(socket, loop, peer, handler, (up, nowNanos) -> acceptor.onAccepted(up, visit, nowNanos));
        startDeadline(() -> {
            fail("the TLS handshake was not finished in time");
            link.close();
        });
        context.pipeline().addLast(handler, new HandshakeWatch(handler, new Handshake(link)), link);
        pass(context, bytes);
    }

    /** Nothing of it is read before the link has its session. */
    private void goPlain(ChannelHandlerContext context, @Nullable ByteBuf bytes) {
        begin(context, bytes, (up, nowNanos) -> acceptor.onAccepted(up, visit, nowNanos));
    }

    /** In frames, so that both kinds of peers can read it. */
    private void sendAway(ChannelHandlerContext context, ByteBuf bytes) {
        fail("frames without TLS");
        CloseReason reason = CloseReason.of(Kind.REJECTED, TLS_ONLY);
        begin(context, bytes, (up, nowNanos) -> acceptor.onRefused(up, visit, reason, nowNanos));
    }

    private void begin(ChannelHandlerContext context, @Nullable ByteBuf bytes, NettyLink.Starter starter) {
        onDecided();
        NettyLink link = new NettyLink(socket, loop, peer, starter);
        context.pipeline().addLast(link);
        link.begin();
        pass(context, bytes);
    }

    private void pass(ChannelHandlerContext context, @Nullable ByteBuf bytes) {
        if (bytes != null) {
            context.fireChannelRead(bytes);
        }
        if (!context.isRemoved()) {
            context.pipeline().remove(this);
        }
    }

    private void dropForeign(ByteBuf bytes) {
        byte[] start = ByteBufUtil.getBytes(bytes, bytes.readerIndex(), Math.min(SHOWN_BYTES, bytes.readableBytes()));
        bytes.release();
        @Nullable String protocol = FirstBytes.foreignProtocol(start, 0, start.length);
        fail("the first bytes are " + (protocol == null ? ByteBufUtil.hexDump(start) : protocol) + ", not TLS");
        socket.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // Somebody looked whether the port is open: a health check is no failed handshake.
            socket.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        socket.close();
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    /** From the first byte of TLS to the end of the handshake. */
    private final class Handshake implements HandshakeWatch.Outcome {
        private final TlsLink link;

        Handshake(TlsLink link) {
            this.link = link;
        }

        @Override
        public void onSecured() {
            onDecided();
            link.begin();
        }

        @Override
        public void onFailed(Throwable cause) {
            fail(TlsFailures.words(cause));
        }
    }
}
