package dev.repod.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A direct buffer that a loop lends for one read or one write after the other. Mostly it is back when the call is over, so that
 * nothing is allocated and the memory is warm; where the borrower still needs it, the next one gets another.
 */
final class LentBuffer {
    private final int bytes;

    /** Null until it is first asked for: a loop without sockets needs none. */
    private @Nullable ByteBuf buffer;

    LentBuffer(int bytes) {
        this.bytes = bytes;
    }

    /** Empty, with room for that many bytes; to be released once. */
    ByteBuf lend(int wanted) {
        return wanted > bytes ? allocate(wanted) : own().clear().retain();
    }

    private ByteBuf own() {
        ByteBuf own = buffer;
        if (own == null || own.refCnt() > 1) {
            free();
            own = allocate(bytes);
            buffer = own;
        }
        return own;
    }

    private static ByteBuf allocate(int bytes) {
        return ByteBufAllocator.DEFAULT.directBuffer(bytes, bytes);
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
