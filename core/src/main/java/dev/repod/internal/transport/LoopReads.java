package dev.repod.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/**
 * Lets every socket of a loop read into the same buffer, which the handler has emptied when it returns. Whatever the size of a
 * burst, it takes one system call and no guess; and a peer that never stops sending waits for all others after each read.
 */
final class LoopReads extends DefaultMaxMessagesRecvByteBufAllocator {
    /** Reads of one socket before the next one has its turn. */
    private static final int READS_PER_TURN = 1;

    private final LentBuffer buffer;

    LoopReads(LentBuffer buffer) {
        super(READS_PER_TURN);
        this.buffer = buffer;
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator unused) {
                return buffer.lend(buffer.bytes());
            }

            @Override
            public int guess() {
                return buffer.bytes();
            }
        };
    }
}
