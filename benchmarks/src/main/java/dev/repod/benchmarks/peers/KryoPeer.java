package dev.repod.benchmarks.peers;

import com.esotericsoftware.kryonet.Connection;
import com.esotericsoftware.kryonet.Listener;
import com.esotericsoftware.kryonet.Server;
import com.esotericsoftware.minlog.Log;
import dev.repod.benchmarks.sample.KryoEcho;
import dev.repod.benchmarks.sample.KryoEchoReply;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** KryoNet, as its own examples use it. */
final class KryoPeer implements Peer {
    /** Enough for the largest window of answers: over it KryoNet closes the connection. */
    private static final int WRITE_BUFFER_BYTES = 256 << 10;

    private static final int OBJECT_BUFFER_BYTES = 16 << 10;

    @Override
    public int listen(String host, int port) throws IOException {
        int bound = port == 0 ? freePort(host) : port;
        // It would write lines of its own to the standard output.
        Log.NONE();
        Server server = new Server(WRITE_BUFFER_BYTES, OBJECT_BUFFER_BYTES);
        KryoEcho.register(server.getKryo());
        server.addListener(new Listener() {
            @Override
            public void received(Connection connection, Object message) {
                if (message instanceof KryoEcho echo) {
                    connection.sendTCP(KryoEchoReply.to(echo));
                }
            }
        });
        server.bind(new InetSocketAddress(host, bound), null);
        server.start();
        return bound;
    }

    /** KryoNet does not tell which port it got. */
    private static int freePort(String host) throws IOException {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(host, 0));
            return probe.socket().getLocalPort();
        }
    }
}
