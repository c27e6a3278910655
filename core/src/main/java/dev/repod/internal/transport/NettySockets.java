package dev.repod.internal.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/** Which sockets there are here: native epoll where it loads, the JDK's everywhere else. */
final class NettySockets {
    private static final boolean EPOLL = Epoll.isAvailable();

    /** How long the peer's machine may leave bytes unacknowledged (RFC 5482), or probes unanswered, before the link ends. */
    private static final int USER_TIMEOUT_MILLIS = 30_000;

    private static final int PROBE_AFTER_SECONDS = 10;
    private static final int PROBE_EVERY_SECONDS = 5;
    private static final int PROBES = 4;

    /** How much the system may hold that it has not begun to send: a newer snapshot is not to wait behind older ones there. */
    private static final long UNSENT_BYTES = 32 << 10;

    /** The same where a system only knows the whole of what it holds, sent or not. */
    private static final int SEND_BUFFER_BYTES = 128 << 10;

    private NettySockets() {}

    static String name() {
        return EPOLL ? "epoll" : "nio";
    }

    static IoHandlerFactory ioHandlers() {
        return EPOLL ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    static Class<? extends Channel> client() {
        return EPOLL ? EpollSocketChannel.class : NioSocketChannel.class;
    }

    static Class<? extends ServerChannel> server() {
        return EPOLL ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    /** Whether a socket ends by itself when what it sent is not acknowledged in time. */
    static boolean endsWhenUnacknowledged() {
        return EPOLL;
    }

    /** Has the system say that it is full before much waits in it. */
    static void keepUnsentSmall(SocketChannelConfig config) {
        if (EPOLL) {
            config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES);
        } else {
            config.setSendBufferSize(SEND_BUFFER_BYTES);
        }
    }

    /** Has the system find out that the peer's machine is gone: by what is not acknowledged, or else by probes of its own. */
    static void watchPeer(SocketChannelConfig config) {
        if (EPOLL) {
            config.setOption(EpollChannelOption.TCP_USER_TIMEOUT, USER_TIMEOUT_MILLIS);
            return;
        }
        config.setKeepAlive(true);
        set(config, ExtendedSocketOptions.TCP_KEEPIDLE, PROBE_AFTER_SECONDS);
        set(config, ExtendedSocketOptions.TCP_KEEPINTERVAL, PROBE_EVERY_SECONDS);
        set(config, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    /** Where a system does not have it, its own times hold. */
    private static void set(SocketChannelConfig config, SocketOption<Integer> option, int value) {
        ChannelOption<Integer> known = NioChannelOption.of(option);
        if (config.getOptions().containsKey(known)) {
            config.setOption(known, value);
        }
    }
}
