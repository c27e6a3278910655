package dev.repod.benchmarks.game;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The loopback has 16 million addresses; a server sees each as another machine. */
public final class Loopback {
    /** The second byte of the players' addresses. */
    public static final int PLAYERS = 1;

    private static final int IN_A_ROW = 250;

    private Loopback() {}

    /**
     * An address to connect from, on any port.
     *
     * @param block the second byte: 0 to 255
     * @param index which one of the block, from 0
     * @return 127.block.x.y
     */
    public static InetSocketAddress from(int block, int index) {
        byte[] bytes = {127, (byte) block, (byte) (index / IN_A_ROW % IN_A_ROW), (byte) (1 + index % IN_A_ROW)};
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }

    /**
     * Where servers of ours listen.
     *
     * @param port theirs
     * @return the loopback and the port
     */
    public static InetSocketAddress server(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
