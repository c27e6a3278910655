package dev.repod.internal.transport;

import dev.repod.internal.limit.Door;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** The real network, by Netty: epoll where its native part loads, the JDK's selectors elsewhere. */
public final class NettyNetwork implements Network {
    private static final NettyNetwork SHARED = new NettyNetwork();

    private final SharedClientLoop clientLoop = new SharedClientLoop();
    private final Resolver resolver = new Resolver();
    private final HandshakeThreads handshakes = new HandshakeThreads();

    private NettyNetwork() {}

    /** The one that every server and client of the process stands on. It holds no thread while none of them runs. */
    public static NettyNetwork shared() {
        return SHARED;
    }

    @Override
    public IoLoop openLoop(String threadName) {
        return new NettyLoop(threadName, false);
    }

    @Override
    public IoLoop acquireClientLoop() {
        return clientLoop.acquire();
    }

    @Override
    public void releaseClientLoop() {
        clientLoop.release();
    }

    @Override
    public Listener listen(IoLoop loop, String host, int port, Acceptor acceptor) throws IOException {
        NettyLoop nettyLoop = (NettyLoop) loop;
        ChannelHandler accepting = accepting((socket, visit) -> new NettyLink(
                socket, nettyLoop, socket.remoteAddress(), (link, now) -> acceptor.onAccepted(link, visit, now)));
        return new BoundSocket(bind(nettyLoop, host, port, Gate.telling(nettyLoop, acceptor), accepting), () -> {});
    }

    @Override
    public Listener listen(IoLoop loop, String host, int port, ServerTls tls, Acceptor acceptor) throws IOException {
        NettyLoop nettyLoop = (NettyLoop) loop;
        TlsDoor door = new TlsDoor(nettyLoop, tls, handshakes, acceptor, new Undecided());
        ChannelHandler accepting = accepting((socket, visit) -> new FirstByte(socket, door, visit));
        Channel bound = bind(nettyLoop, host, port, Gate.silent(nettyLoop, acceptor), accepting);
        return new BoundSocket(bound, () -> nettyLoop.execute(door.undecided()::closeAll));
    }

    private static Channel bind(NettyLoop nettyLoop, String host, int port, Gate gate, ChannelHandler accepting)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(nettyLoop.eventLoop())
                .channel(NettySockets.server())
                .handler(gate)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.AUTO_READ, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(accepting);
        ChannelFuture bound = bootstrap.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw bound.cause() instanceof IOException failure ? failure : new IOException(bound.cause());
        }
        return bound.channel();
    }

    private static ChannelInitializer<SocketChannel> accepting(
            BiFunction<SocketChannel, Door.Visit, ChannelHandler> first) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel socket) {
                socket.pipeline().addLast(first.apply(socket, Gate.visitOf(socket)));
            }
        };
    }

    @Override
    public Attempt connect(IoLoop loop, String host, int port, long timeoutNanos, ConnectListener listener) {
        return connect(loop, new Destination(host, port, null), timeoutNanos, listener);
    }

    @Override
    public Attempt connect(IoLoop loop, Destination to, long timeoutNanos, ConnectListener listener) {
        ConnectAttempt attempt = new ConnectAttempt((NettyLoop) loop, resolver, handshakes, to, timeoutNanos, listener);
        loop.execute(attempt::begin);
        return attempt;
    }

    @Override
    public void await(Future<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    @Override
    public void holdProgramUntil(Future<?> done) {
        Thread holder = new Thread(
                () -> {
                    try {
                        await(done);
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                },
                "repod-closing");
        holder.setDaemon(false);
        holder.start();
    }

    @Override
    public RandomGenerator random() {
        return SystemTime.random();
    }

    @Override
    public void fillSecret(byte[] bytes) {
        SystemTime.fillSecret(bytes);
    }

    private record BoundSocket(Channel socket, Runnable onClose) implements Listener {
        @Override
        public InetSocketAddress address() {
            return (InetSocketAddress) socket.localAddress();
        }

        @Override
        public void accept() {
            socket.config().setAutoRead(true);
        }

        @Override
        public void close() {
            socket.close();
            onClose.run();
        }
    }
}
