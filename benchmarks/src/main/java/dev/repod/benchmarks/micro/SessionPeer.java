package dev.repod.benchmarks.micro;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A client of this library with a session, as far as bytes go: it says HELLO, and acknowledges as often as one does. */
final class SessionPeer {
    /** {@code [1, 1, 3, {}]}: with sessions and keepalive. */
    private static final byte[] HELLO = HexFormat.of().parseHex("00000005" + "9401010380");

    /** {@code [1, 1, 2, {}]}: without sessions. */
    private static final byte[] HELLO_WITHOUT = HexFormat.of().parseHex("00000005" + "9401010280");

    private static final int MESSAGES_PER_ACK = 64;
    private static final int COUNT_AT = 7;

    private final SinkNetwork network;
    private final SinkLink link;

    /** {@code [5, received]}, with a count of eight bytes. */
    private final ByteBuffer ack = ByteBuffer.wrap(HexFormat.of().parseHex("0000000b" + "9205cf" + "0000000000000000"));

    private long received;
    private long acknowledged;

    SessionPeer(SinkNetwork network) {
        this.network = network;
        this.link = network.accept();
        network.receive(link, HELLO);
    }

    /** The same client where it takes no part in sessions. */
    static SinkLink without(SinkNetwork network) {
        SinkLink link = network.accept();
        network.receive(link, HELLO_WITHOUT);
        return link;
    }

    /** So many messages come from the client, each of which is answered by one. */
    long exchange(byte[] frames, int messages) {
        network.receive(link, frames);
        received += messages;
        if (received - acknowledged >= MESSAGES_PER_ACK) {
            acknowledged = received;
            ack.putLong(COUNT_AT, received);
            network.receive(link, ack.array());
        }
        return link.writtenBytes();
    }
}
