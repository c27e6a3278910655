package dev.repod.internal.transport;

import dev.repod.ConnectionError;
import dev.repod.ConnectionError.Kind;
import dev.repod.internal.tls.Trusted;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A client's TLS handshake on a socket that is up: leads to a link whose server is the one that was meant, or to an error. */
final class ClientHandshake implements HandshakeWatch.Outcome {
    private final SocketChannel socket;
    private final NettyLoop loop;
    private final Destination to;
    private final long timeoutNanos;
    private final ConnectListener listener;
    private @Nullable TlsLink link;
    private @Nullable HandshakeDeadline deadline;
    private boolean over;

    ClientHandshake(SocketChannel socket, NettyLoop loop, Destination to, long timeoutNanos, ConnectListener listener) {
        this.socket = socket;
        this.loop = loop;
        this.to = to;
        this.timeoutNanos = timeoutNanos;
        this.listener = listener;
    }

    void begin(InetSocketAddress address, Trusted trusted, Executor tasks) {
        try {
            SslHandler handler = TlsProtocols.clientHandler(to, trusted, socket.alloc(), tasks);
            TlsLink made = new TlsLink(socket, loop, address, handler, listener::onConnected);
            link = made;
            deadline = new HandshakeDeadline(loop.eventLoop(), timeoutNanos, this::onTimeout);
            // It begins to talk as soon as it is there, and may have failed when this returns.
            socket.pipeline().addLast(new HandshakeWatch(handler, this), made).addFirst(handler);
        } catch (SSLException unusable) {
            onFailed(unusable);
            socket.close();
        }
    }

    void cancel() {
        end();
    }

    @Override
    public void onSecured() {
        TlsLink secured = link;
        if (!over && secured != null) {
            over = true;
            cancelDeadline();
            secured.begin();
        }
    }

    @Override
    public void onFailed(Throwable cause) {
        fail(TlsFailures.error(cause, to));
    }

    /** A network that loses packets, or a server that hangs: nothing about the certificate, so the kind is not TLS. */
    private void onTimeout() {
        String waited = Duration.ofNanos(timeoutNanos).toMillis() + " ms";
        fail(ConnectFailures.error(
                Kind.TIMED_OUT, to.host(), to.port(), "the TLS handshake was not finished within " + waited));
    }

    private void fail(ConnectionError error) {
        if (!over) {
            end();
            listener.onFailed(error);
        }
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        cancelDeadline();
        if (link != null) {
            link.close();
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
    }
}
