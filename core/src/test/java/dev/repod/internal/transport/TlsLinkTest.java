package dev.repod.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.session.Standing;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class TlsLinkTest {
    @Test
    void itsSocketTakesItsBuffersFromTheLoop() throws Exception {
        NettyLoop loop = new NettyLoop("tls-link-test", true);
        SocketChannel socket = new NioSocketChannel();
        LinkReads.install(loop, socket, Standing.KNOWN);

        new TlsLink(
                socket,
                loop,
                new InetSocketAddress(0),
                SslContextBuilder.forClient().build().newHandler(socket.alloc()),
                (link, nowNanos) -> null);

        assertThat(socket.alloc()).isSameAs(loop.tlsBuffers());
        socket.unsafe().closeForcibly();
        loop.shutdown();
    }
}
