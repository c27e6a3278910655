package dev.repod.benchmarks.peers;

import java.io.IOException;

/** A server that can be measured. */
@FunctionalInterface
interface Peer {
    /**
     * Starts it, on threads of its own.
     *
     * @param port 0 for any
     * @return the port that it listens on
     */
    int listen(String host, int port) throws IOException;
}
