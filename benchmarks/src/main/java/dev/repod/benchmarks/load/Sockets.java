package dev.repod.benchmarks.load;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;

/** The one loop that all clients run on, and the kind of sockets that it takes. */
record Sockets(EventLoopGroup group, EventLoop loop, Class<? extends Channel> type) {
    static Sockets open() {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        return new Sockets(group, group.next(), epoll ? EpollSocketChannel.class : NioSocketChannel.class);
    }
}
