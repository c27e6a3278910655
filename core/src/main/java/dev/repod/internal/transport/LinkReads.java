package dev.repod.internal.transport;

import dev.repod.internal.session.Standing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;

/**
 * How one socket is read: once a turn of the loop, so that a peer that never stops sending waits for all others after each read, and
 * into a buffer of the loop's, which the handler has emptied when it returns. Whatever the size of a burst, it takes one system call
 * and no guess. Those who are not known are read little at a time, and what that takes is charged: see {@link LinkTurns}.
 */
final class LinkReads extends DefaultMaxMessagesRecvByteBufAllocator {
    /** A stranger is read so much at first: more than a greeting, and less than a thousand messages. */
    private static final int FIRST_BYTES = 4 << 10;

    /** Reads of one socket before the next one has its turn. */
    private static final int READS_PER_TURN = 1;

    /** A read that takes so long is too large. */
    private static final long LONG_NANOS = 500_000;

    /** One that takes no longer, and was full, may be twice as large. */
    private static final long SHORT_NANOS = 100_000;

    private final LentBuffer buffer;
    private final LinkTurns turns;
    private boolean isTimed;
    private long beganNanos;

    /** Of the last read: there was as much as could be read, and perhaps more. */
    private boolean isFull;

    private int strangersBytes = FIRST_BYTES;

    private LinkReads(LentBuffer buffer, LinkTurns turns) {
        super(READS_PER_TURN);
        this.buffer = buffer;
        this.turns = turns;
    }

    /** Has a socket that is new read in this way: a stranger's, or one that this side has made, which waits for nobody. */
    static void install(NettyLoop loop, SocketChannel socket, Standing standing) {
        LinkTurns turns = new LinkTurns(loop, socket, standing);
        socket.config().setRecvByteBufAllocator(new LinkReads(loop.readBuffer(), turns));
    }

    /** Of a socket that has one. */
    static LinkReads of(SocketChannel socket) {
        return socket.config().getRecvByteBufAllocator();
    }

    LinkTurns turns() {
        return turns;
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator unused) {
                begin();
                int bytes = guess();
                ByteBuf lent = buffer.lend(bytes);
                // At its end, which is how much room there is.
                int at = buffer.bytes() - bytes;
                return at == 0 ? lent : lent.setIndex(at, at);
            }

            @Override
            public void lastBytesRead(int bytes) {
                super.lastBytesRead(bytes);
                isFull = bytes == attemptedBytesRead();
            }

            @Override
            public int guess() {
                return turns.isStranger() ? strangersBytes : buffer.bytes();
            }
        };
    }

    /** Something is done for this link: from here on its time counts. */
    void begin() {
        isTimed = !turns.isKnown();
        if (isTimed) {
            beganNanos = SystemTime.nanoTime();
        }
    }

    /** It is done, and was no read. */
    void charge() {
        if (isTimed) {
            isTimed = false;
            long nowNanos = SystemTime.nanoTime();
            turns.charge(nowNanos - beganNanos, nowNanos);
        }
    }

    /** A read is done, with all that came of it. */
    void end() {
        if (!isTimed) {
            return; // none was begun: TLS tells of the end of what it did elsewhere, too
        }
        isTimed = false;
        long nowNanos = SystemTime.nanoTime();
        long tookNanos = nowNanos - beganNanos;
        fit(tookNanos);
        turns.chargeRead(tookNanos, nowNanos);
    }

    /** Large frames are read in large pieces; of small ones the same number of bytes takes far longer. */
    private void fit(long tookNanos) {
        if (tookNanos > LONG_NANOS) {
            strangersBytes = Math.max(FIRST_BYTES, strangersBytes / 2);
        } else if (isFull && tookNanos < SHORT_NANOS) {
            strangersBytes = Math.min(buffer.bytes(), strangersBytes * 2);
        }
    }

    /** Whether the last read left room. */
    boolean hasReadAll() {
        return !isFull;
    }
}
