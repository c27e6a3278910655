package dev.repod.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that a loop lends for one read or one write after the other. Mostly it is back when the call is over, so that
 * nothing is allocated and the memory is warm; where the borrower still needs it, the next one gets another.
 */
final class LentBuffer {
    private final int bytes;
    private final IntFunction<ByteBuf> allocator;

    /** Null until it is first asked for: a loop without sockets needs none. */
    private @Nullable ByteBuf buffer;

    private LentBuffer(int bytes, IntFunction<ByteBuf> allocator) {
        this.bytes = bytes;
        this.allocator = allocator;
    }

    /** One that the system can read from and write to. */
    static LentBuffer direct(int bytes) {
        return new LentBuffer(bytes, ByteBufAllocator.DEFAULT::directBuffer);
    }

    /** One with an array, which Java's ciphers work on without a copy. */
    static LentBuffer heap(int bytes) {
        return new LentBuffer(bytes, UnpooledByteBufAllocator.DEFAULT::heapBuffer);
    }

    /** Empty, with room for that many bytes or more; to be released once. */
    ByteBuf lend(int wanted) {
        return wanted > bytes ? allocator.apply(wanted) : own().clear().retain();
    }

    /** Whether a borrower still has it. */
    boolean isOut() {
        return buffer != null && buffer.refCnt() > 1;
    }

    /** What a borrower has made larger is not kept. */
    private ByteBuf own() {
        ByteBuf own = buffer;
        if (own == null || isOut() || own.capacity() != bytes) {
            free();
            own = allocator.apply(bytes);
            buffer = own;
        }
        return own;
    }

    int bytes() {
        return bytes;
    }

    /** The loop ends. */
    void free() {
        if (buffer != null) {
            buffer.release();
            buffer = null;
        }
    }
}
