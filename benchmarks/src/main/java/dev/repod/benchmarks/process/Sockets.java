package dev.repod.benchmarks.process;

import io.netty.channel.Channel;
import io.netty.channel.DefaultSelectStrategyFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.channels.spi.SelectorProvider;
import javax.net.ssl.SSLException;

/**
 * The one loop that all clients of a program run on, the kind of sockets that it takes, and TLS for those who want it.
 *
 * @param group with that loop alone
 * @param loop the loop, which lives as long as the program
 * @param type of the sockets
 * @param tls with any server, whoever it is
 */
public record Sockets(EventLoopGroup group, EventLoop loop, Class<? extends Channel> type, SslContext tls) {
    /** {@return a new loop} */
    public static Sockets open() {
        return open(DefaultSelectStrategyFactory.INSTANCE);
    }

    /**
     * With a loop that never sleeps. Whoever sends to one that sleeps has to wake it up, and in a virtual machine that costs the sender
     * more than the sending: a slow server, for which it sleeps more often, would seem to be slower than it is.
     *
     * @return a new loop, which takes a core of its own
     */
    public static Sockets openSleepless() {
        return open(() -> (selectNow, hasTasks) -> selectNow.get());
    }

    private static Sockets open(SelectStrategyFactory strategy) {
        boolean epoll = Epoll.isAvailable();
        IoHandlerFactory io = epoll
                ? EpollIoHandler.newFactory(0, strategy)
                : NioIoHandler.newFactory(SelectorProvider.provider(), strategy);
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, io);
        return new Sockets(
                group, group.next(), epoll ? EpollSocketChannel.class : NioSocketChannel.class, tlsWithAnybody());
    }

    private static SslContext tlsWithAnybody() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
