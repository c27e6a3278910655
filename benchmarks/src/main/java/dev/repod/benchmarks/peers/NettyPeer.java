package dev.repod.benchmarks.peers;

import dev.repod.Tls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a user of Netty writes by hand: one loop, native epoll where it loads, pooled buffers, a decoder that cuts frames, and
 * one handler behind it, which gets each frame with its header; TLS, if any, before both.
 */
final class NettyPeer implements Peer {
    private static final int HEADER_BYTES = 4;
    private static final int LONGEST_FRAME = 16 << 20;

    private final Supplier<ChannelHandler> handlers;
    private final @Nullable SslContext tls;

    /** The handlers may share what they know of each other: all of them run on the one loop. */
    NettyPeer(Supplier<ChannelHandler> handlers) {
        this(handlers, null);
    }

    private NettyPeer(Supplier<ChannelHandler> handlers, @Nullable SslContext tls) {
        this.handlers = handlers;
        this.tls = tls;
    }

    /** The same over TLS, with the versions and the certificate that ours has. */
    static NettyPeer overTls(Supplier<ChannelHandler> handlers) {
        try {
            Path kept = Files.createTempDirectory("repod-bench");
            Tls.selfSigned(kept);
            SslContext context = SslContextBuilder.forServer(
                            kept.resolve("repod-certificate.pem").toFile(),
                            kept.resolve("repod-key.pem").toFile())
                    .protocols("TLSv1.3", "TLSv1.2")
                    .build();
            return new NettyPeer(handlers, context);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public int listen(String host, int port) {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup loop =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Channel bound = new ServerBootstrap()
                .group(loop)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        if (tls != null) {
                            socket.pipeline().addLast(tls.newHandler(socket.alloc()));
                        }
                        socket.pipeline()
                                .addLast(new LengthFieldBasedFrameDecoder(LONGEST_FRAME, 0, HEADER_BYTES))
                                .addLast(handlers.get());
                    }
                })
                .bind(host, port)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }
}
