package dev.repod.benchmarks.game;

import java.net.InetAddress;
import java.net.InetSocketAddress;

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
        return new InetSocketAddress(
                "127." + block + "." + index / IN_A_ROW % IN_A_ROW + "." + (1 + index % IN_A_ROW), 0);
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
