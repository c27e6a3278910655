package dev.repod.internal.transport;

import dev.repod.ConnectionError;
import dev.repod.ConnectionError.Kind;
import dev.repod.internal.session.Standing;
import dev.repod.internal.tls.Trusted;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to connect: resolves the name, then tries every address, the next one when the one before has failed or has
 * kept silent for {@link #NEXT_ADDRESS_NANOS}; the first that answers wins (RFC 8305, with the system's order of addresses).
 * All of it has to be done by one deadline; with TLS, the handshake that follows by another. Runs on the loop.
 */
final class ConnectAttempt implements Network.Attempt {
    /** RFC 8305, section 5: the recommended delay between attempts. */
    private static final long NEXT_ADDRESS_NANOS = Duration.ofMillis(250).toNanos();

    private final NettyLoop loop;
    private final Resolver resolver;
    private final Executor handshakes;
    private final Destination to;
    private final long timeoutNanos;
    private final ConnectListener listener;

    private final List<Channel> pending = new ArrayList<>();
    private InetAddress[] addresses = {};
    private int nextAddress;
    private @Nullable ConnectionError bestError;
    private IoLoop.@Nullable Timer deadline;
    private IoLoop.@Nullable Timer stagger;
    private @Nullable ClientHandshake handshake;
    private boolean over;

    ConnectAttempt(
            NettyLoop loop,
            Resolver resolver,
            Executor handshakes,
            Destination to,
            long timeoutNanos,
            ConnectListener listener) {
        this.loop = loop;
        this.resolver = resolver;
        this.handshakes = handshakes;
        this.to = to;
        this.timeoutNanos = timeoutNanos;
        this.listener = listener;
    }

    void begin() {
        if (over) {
            return;
        }
        deadline = loop.schedule(timeoutNanos, this::onDeadline);
        resolver.resolve(to.host(), (found, failure) -> {
            try {
                loop.execute(() -> onResolved(found, failure));
            } catch (RejectedExecutionException ended) {
                // The deadline came first, and the last client took the loop with it: nobody waits for this answer.
                over = true;
            }
        });
    }

    @Override
    public void cancel() {
        finish();
        if (handshake != null) {
            handshake.cancel();
        }
    }

    private void onResolved(InetAddress @Nullable [] found, @Nullable UnknownHostException failure) {
        if (over) {
            return;
        }
        if (found == null) {
            String said = failure == null ? to.host() : String.valueOf(failure.getMessage());
            fail(ConnectFailures.error(Kind.UNKNOWN_HOST, to.host(), to.port(), said));
            return;
        }
        addresses = found;
        tryNext();
    }

    private void tryNext() {
        if (stagger != null) {
            stagger.cancel();
            stagger = null;
        }
        if (over || nextAddress == addresses.length) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(addresses[nextAddress++], to.port());
        if (nextAddress < addresses.length) {
            stagger = loop.schedule(NEXT_ADDRESS_NANOS, this::tryNext);
        }
        ChannelFuture future = bootstrap(address).connect(address);
        pending.add(future.channel());
        future.addListener(done -> {
            if (loop.inLoop()) {
                onTried(future);
            } else {
                // A socket that could not even be made tells so on a thread of Netty's own.
                loop.execute(() -> onTried(future));
            }
        });
    }

    private Bootstrap bootstrap(InetSocketAddress address) {
        return new Bootstrap()
                .group(loop.eventLoop())
                .channel(NettySockets.client())
                // Addresses come resolved; Netty's resolver would leave a thread of its own behind.
                .disableResolver()
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                // The deadline of the whole attempt is kept here; Netty's own, per address, must not come before it.
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        LinkReads.install(loop, socket, Standing.KNOWN);
                        socket.pipeline().addLast(first(socket, address));
                    }
                });
    }

    private ChannelHandler first(SocketChannel socket, InetSocketAddress address) {
        Trusted trusted = to.tls();
        return trusted == null
                ? new NettyLink(socket, loop, address, (up, now) -> wins(socket) ? listener.onConnected(up, now) : null)
                : new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        onTcpUp(socket, address, trusted);
                    }
                };
    }

    /** Whether this is the first socket that is up. */
    private boolean wins(Channel socket) {
        if (over) {
            return false;
        }
        pending.remove(socket);
        finish();
        return true;
    }

    private void onTcpUp(SocketChannel socket, InetSocketAddress address, Trusted trusted) {
        if (!wins(socket)) {
            socket.close();
            return;
        }
        ClientHandshake begun = new ClientHandshake(socket, loop, to, timeoutNanos, listener);
        handshake = begun;
        begun.begin(address, trusted, handshakes);
    }

    private void onTried(ChannelFuture future) {
        pending.remove(future.channel());
        if (over || future.isSuccess()) {
            return;
        }
        ConnectionError error = ConnectFailures.of(future.cause(), to.host(), to.port());
        if (bestError == null || rank(error.kind()) < rank(bestError.kind())) {
            bestError = error;
        }
        if (nextAddress < addresses.length) {
            tryNext();
        } else if (pending.isEmpty()) {
            fail(bestError);
        }
    }

    /** Of several addresses' errors the one that says most: that somebody refused proves that the host is there. */
    private static int rank(Kind kind) {
        return switch (kind) {
            case REFUSED -> 0;
            case TIMED_OUT -> 1;
            case OTHER -> 2;
            default -> 3;
        };
    }

    private void onDeadline() {
        String waited = Duration.ofNanos(timeoutNanos).toMillis() + " ms";
        String what = addresses.length == 0 ? "the name was not resolved within " : "no answer within ";
        fail(ConnectFailures.error(Kind.TIMED_OUT, to.host(), to.port(), what + waited));
    }

    private void fail(ConnectionError error) {
        finish();
        listener.onFailed(error);
    }

    private void finish() {
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
        if (stagger != null) {
            stagger.cancel();
        }
        for (Channel channel : List.copyOf(pending)) {
            channel.close();
        }
        pending.clear();
    }
}
