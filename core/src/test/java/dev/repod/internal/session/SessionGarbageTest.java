package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Limits;
import dev.repod.internal.wire.Allocation;
import dev.repod.internal.wire.PayloadScan;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What a session adds to a message: no byte of its frame, and none for the garbage collector. */
class SessionGarbageTest {
    private static final int BURST = 64;
    private static final byte[] FRAME = Frames.message("m");
    private static final byte[] IN = Frames.repeated(FRAME, BURST);
    private static final byte[] HELLO = HexFormat.of().parseHex("00000005" + "9401010380");

    /** A link that takes everything and keeps nothing. */
    private static final class Drain implements Link {
        private long writtenBytes;
        private boolean flushAsked;

        @Override
        public java.net.InetSocketAddress peerAddress() {
            return java.net.InetSocketAddress.createUnresolved("peer.test", 1);
        }

        @Override
        public boolean isWritable() {
            return true;
        }

        @Override
        public void write(byte[] array, int from, int to) {
            writtenBytes += to - from;
        }

        @Override
        public void flushSoon() {
            flushAsked = true;
        }

        @Override
        public void wakeAt(long nanos) {}

        @Override
        public void setReading(boolean reading) {}

        @Override
        public boolean endsWhenUnacknowledged() {
            return false;
        }

        @Override
        public void shutdownOutput() {}

        @Override
        public void close() {}
    }

    private final Drain link = new Drain();
    private final ByteBuffer ack = ByteBuffer.wrap(HexFormat.of().parseHex("0000000b" + "9205cf" + "0000000000000000"));
    private long received;

    private ServerSession session(SessionTable table) {
        ServerSession[] made = new ServerSession[1];
        made[0] = new ServerSession(
                link,
                SessionRig.CONFIG,
                new Workbench(Limits.trusted()),
                SessionRig.visit(SessionRig.CONFIG),
                new StubHost() {
                    @Override
                    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
                        made[0].send(FRAME, 0, FRAME.length);
                    }
                },
                table);
        made[0].greet(0);
        flush(made[0]);
        made[0].onBytes(HELLO, 0, HELLO.length, 0);
        flush(made[0]);
        return made[0];
    }

    private void flush(ServerSession session) {
        if (link.flushAsked) {
            link.flushAsked = false;
            session.onFlush(0);
        }
    }

    /** A burst comes in, each message is answered, and the client says that it has the answers. */
    private void exchange(ServerSession session) {
        session.onBytes(IN, 0, IN.length, 0);
        flush(session);
        received += BURST;
        ack.putLong(7, received);
        session.onBytes(ack.array(), 0, ack.capacity(), 0);
        flush(session);
    }

    @Test
    void sendingReceivingAndAcknowledgingLeaveNoGarbage() {
        ServerSession session = session(new SessionTable(1_000_000_000, 10, bytes -> {}));

        long bytes = Allocation.ofHundred(() -> exchange(session));

        assertThat(session.isOpen()).isTrue();
        // One ACK a burst may be an object or not, as the compiler likes; a message never is.
        assertThat(bytes / (100 * BURST)).isZero();
    }

    @Test
    void aMessageIsNotAByteLonger() {
        ServerSession session = session(new SessionTable(1_000_000_000, 10, bytes -> {}));
        long before = link.writtenBytes;

        exchange(session);

        long ackBytes = Frames.of(java.util.List.of(5, BURST)).length;
        assertThat(link.writtenBytes - before).isEqualTo((long) BURST * FRAME.length + ackBytes);
    }

    @Test
    void whatIsAcknowledgedHoldsNoMemory() {
        ServerSession session = session(new SessionTable(1_000_000_000, 10, bytes -> {}));
        for (int i = 0; i < 1000; i++) {
            exchange(session);
        }

        assertThat(session.outbound.heldBytes()).isZero();
    }
}
