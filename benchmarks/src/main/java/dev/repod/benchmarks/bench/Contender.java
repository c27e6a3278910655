package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.load.Protocol;

/**
 * A server to be measured, under the name that the tables give it.
 *
 * @param name in the tables
 * @param program the name for {@link dev.repod.benchmarks.peers.PeerProgram}
 * @param protocol how it talks
 * @param tls whether over TLS
 */
record Contender(String name, String program, Protocol protocol, boolean tls) {
    static final Contender REPOD = new Contender("repod", "repod", Protocol.REPOD, false);
    static final Contender ECHO = new Contender("netty", "netty-echo", Protocol.BYTES, false);
    static final Contender FAN_OUT = new Contender("netty", "netty-fan-out", Protocol.BYTES, false);
    static final Contender SNAPSHOT = new Contender("netty", "netty-snapshot", Protocol.ANSWERS, false);
    static final Contender MSGPACK = new Contender("netty + msgpack-core", "netty-msgpack", Protocol.ANSWERS, false);
    static final Contender REPOD_TLS = new Contender("repod, TLS", "repod-tls", Protocol.REPOD, true);
    static final Contender ECHO_TLS = new Contender("netty, TLS", "netty-echo-tls", Protocol.BYTES, true);
    static final Contender KRYONET = new Contender("kryonet", "kryonet", Protocol.KRYO, false);

    /** The same once more: what differs between the two is chance. */
    Contender again() {
        return new Contender(name + " again", program, protocol, tls);
    }
}
