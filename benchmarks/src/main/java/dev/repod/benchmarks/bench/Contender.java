package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.load.Protocol;

/**
 * A server to be measured, under the name that the tables give it.
 *
 * @param name in the tables
 * @param program the name for {@link dev.repod.benchmarks.peers.PeerProgram}
 * @param protocol how it talks
 */
record Contender(String name, String program, Protocol protocol) {
    static final Contender REPOD = new Contender("repod", "repod", Protocol.REPOD);
    static final Contender ECHO = new Contender("netty", "netty-echo", Protocol.BYTES);
    static final Contender FAN_OUT = new Contender("netty", "netty-fan-out", Protocol.BYTES);
    static final Contender SNAPSHOT = new Contender("netty", "netty-snapshot", Protocol.ANSWERS);
    static final Contender MSGPACK = new Contender("netty + msgpack-core", "netty-msgpack", Protocol.ANSWERS);
    static final Contender KRYONET = new Contender("kryonet", "kryonet", Protocol.KRYO);

    /** The same once more: what differs between the two is chance. */
    Contender again() {
        return new Contender(name + " again", program, protocol);
    }
}
