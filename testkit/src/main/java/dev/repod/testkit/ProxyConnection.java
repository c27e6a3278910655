package dev.repod.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection through a proxy: two sockets and the two directions between them. On the proxy's thread. */
final class ProxyConnection {
    private final ProxySettings settings;
    private final SelectionKey clientKey;
    private final SelectionKey targetKey;
    private final SocketChannel client;
    private final SocketChannel target;
    private final ProxyDirection sent;
    private final ProxyDirection received;

    private ProxyConnection(ProxySettings settings, SelectionKey clientKey, SelectionKey targetKey) {
        this.settings = settings;
        this.clientKey = clientKey;
        this.targetKey = targetKey;
        this.client = (SocketChannel) clientKey.channel();
        this.target = (SocketChannel) targetKey.channel();
        this.sent = new ProxyDirection(settings, client, target, settings.resetAfterSentBytes);
        this.received = new ProxyDirection(settings, target, client, settings.resetAfterReceivedBytes);
    }

    static ProxyConnection open(
            Selector selector, ProxySettings settings, SocketChannel client, InetSocketAddress address)
            throws IOException {
        SelectionKey clientKey = register(selector, client);
        SelectionKey targetKey = register(selector, SocketChannel.open());
        ProxyConnection connection = new ProxyConnection(settings, clientKey, targetKey);
        connection.connect(address);
        return connection;
    }

    private static SelectionKey register(Selector selector, SocketChannel socket) throws IOException {
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return socket.register(selector, 0);
    }

    private void connect(InetSocketAddress address) {
        try {
            target.connect(address);
        } catch (IOException refused) {
            reset();
        }
    }

    /** Says what it waits for, and answers for how long at most: zero if there is something to do now. */
    long prepare() {
        if (isClosed()) {
            return 0;
        }
        boolean connecting = target.isConnectionPending();
        await(clientKey, sent.awaitsInput(), received.awaitsOutput(), false);
        await(targetKey, received.awaitsInput() && !connecting, sent.awaitsOutput() && !connecting, connecting);
        return Math.min(sent.waitNanos(), received.waitNanos());
    }

    private static void await(SelectionKey key, boolean input, boolean output, boolean connected) {
        if (key.isValid()) {
            key.interestOps((input ? SelectionKey.OP_READ : 0)
                    | (output ? SelectionKey.OP_WRITE : 0)
                    | (connected ? SelectionKey.OP_CONNECT : 0));
        }
    }

    /** Does what it can without waiting. */
    void turn() {
        try {
            if (target.isConnectionPending() && !target.finishConnect()) {
                return;
            }
        } catch (IOException refused) {
            reset();
            return;
        }
        boolean broken = sent.turn(settings.swallowsSent) || received.turn(settings.swallowsReceived);
        if (broken) {
            reset();
        } else if (sent.isOver() && received.isOver()) {
            close(client);
            close(target);
        }
    }

    boolean isClosed() {
        return !client.isOpen() && !target.isOpen();
    }

    void reset() {
        reset(client);
        reset(target);
    }

    /** A close that waits for nothing, SO_LINGER 0, is a reset. */
    private static void reset(SocketChannel socket) {
        try {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException alreadyBroken) {
            close(socket);
        }
        close(socket);
    }

    private static void close(SocketChannel socket) {
        try {
            socket.close();
        } catch (IOException broken) {
            // It is closed all the same, and its peer finds out by itself.
            assert !socket.isOpen();
        }
    }
}
