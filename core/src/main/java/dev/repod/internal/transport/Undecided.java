package dev.repod.internal.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one port that have no session yet. A server that stops says goodbye to its sessions and ends its loop with the
 * last; these it would leave open. Confined to the loop of the port.
 */
final class Undecided {
    private final Set<Channel> sockets = new LinkedHashSet<>();

    void add(Channel socket) {
        sockets.add(socket);
    }

    void remove(Channel socket) {
        sockets.remove(socket);
    }

    void closeAll() {
        List.copyOf(sockets).forEach(Undecided::close);
    }

    /** At once: from the first handler on, so that TLS does not wait for a peer to read its goodbye. */
    static void close(Channel socket) {
        @Nullable ChannelHandlerContext first = socket.pipeline().firstContext();
        if (first == null) {
            socket.close();
        } else {
            first.close();
        }
    }
}
