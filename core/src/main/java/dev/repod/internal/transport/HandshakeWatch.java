package dev.repod.internal.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLHandshakeException;

/** Stands between TLS and the link: waits for the end of the handshake, and sees to it that there is only one, and
 * that what comes becomes data. */
final class HandshakeWatch extends ChannelInboundHandlerAdapter {
    /** Is told how the handshake went: one of the two, once. */
    interface Outcome {
        /** What comes now is from the peer, whoever that has turned out to be. */
        void onSecured();

        /** It failed; the socket is closed. */
        void onFailed(Throwable cause);
    }

    private final SslHandler tls;
    private final Outcome outcome;
    private final TlsInput input = new TlsInput();
    private boolean over;
    private boolean secured;
    private boolean canRenegotiate;

    HandshakeWatch(SslHandler tls, Outcome outcome) {
        this.tls = tls;
        this.outcome = outcome;
        tls.setCumulator(input);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent end) {
            onEnd(end);
        } else if (event instanceof ChannelInputShutdownEvent && !secured) {
            // Netty's handler waits on: a half that is closed is no end to it.
            fail(new ClosedChannelException());
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object data) {
        input.onData();
        context.fireChannelRead(data);
    }

    private void onEnd(SslHandshakeCompletionEvent end) {
        if (!end.isSuccess()) {
            fail(end.cause());
        } else if (!over) {
            over = true;
            secured = true;
            input.onHandshakeOver();
            canRenegotiate = !tls.engine().getSession().getProtocol().equals("TLSv1.3");
            outcome.onSecured();
        }
    }

    private void fail(Throwable cause) {
        if (!over) {
            over = true;
            outcome.onFailed(cause);
        }
    }

    /**
     * A handshake after the first is TLS 1.2's renegotiation: it has a history of attacks, costs this side more than the peer, and
     * nobody here needs it.
     */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (canRenegotiate && isHandshaking()) {
            canRenegotiate = false;
            context.fireExceptionCaught(new SSLHandshakeException("the peer wants to renegotiate"));
        }
        context.fireChannelReadComplete();
    }

    private boolean isHandshaking() {
        HandshakeStatus status = tls.engine().getHandshakeStatus();
        return status != HandshakeStatus.NOT_HANDSHAKING
                && !tls.engine().isInboundDone()
                && !tls.engine().isOutboundDone();
    }

    /** Netty's handler tells this first, unless it has never begun. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (secured) {
            context.fireExceptionCaught(cause);
        } else {
            fail(cause);
            context.close();
        }
    }
}
