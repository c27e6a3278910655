package dev.repod.internal.transport;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/**
 * What the sockets of one loop that speak TLS take their buffers from: for a record that came, for what it says, for one that goes out, and
 * for its copy that the system gets. Mostly all of them are back before the next socket has its turn, so they are lent. Confined to the
 * loop's thread.
 */
final class LendingAllocator extends AbstractByteBufAllocator {
    /** What the JDK's engine wants room for, whatever it has to encrypt: a record's 16 KiB with all that is around them. */
    static final int RECORD_BYTES = 17 << 10;

    /** What a peer does not read stays out with it: small records, and TLS's own last word, take a small buffer along. */
    static final int SMALL_BYTES = 2 << 10;

    /** Who sets another bound would not get it from a buffer that is larger already. */
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private final LentBuffer record = LentBuffer.heap(RECORD_BYTES);
    private final LentBuffer data = LentBuffer.heap(RECORD_BYTES);
    private final LentBuffer small = LentBuffer.direct(SMALL_BYTES);
    private final LentBuffer large = LentBuffer.direct(RECORD_BYTES);

    LendingAllocator() {
        super(false);
    }

    @Override
    protected ByteBuf newHeapBuffer(int wanted, int most) {
        if (most < UNBOUNDED) {
            return UnpooledByteBufAllocator.DEFAULT.heapBuffer(wanted, most);
        }
        // The second one is for what a record says, while the record is out. Where both are, somebody keeps one.
        return (record.isOut() && !data.isOut() ? data : record).lend(wanted);
    }

    @Override
    protected ByteBuf newDirectBuffer(int wanted, int most) {
        if (most < UNBOUNDED) {
            return ByteBufAllocator.DEFAULT.directBuffer(wanted, most);
        }
        return (wanted > SMALL_BYTES ? large : small).lend(wanted);
    }

    /** Otherwise Netty's sockets would take the copy for the system from elsewhere. */
    @Override
    public boolean isDirectBufferPooled() {
        return true;
    }

    /** The loop ends. */
    void free() {
        record.free();
        data.free();
        small.free();
        large.free();
    }
}
