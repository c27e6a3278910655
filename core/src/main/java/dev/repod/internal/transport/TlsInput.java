package dev.repod.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;

/**
 * What one peer's TLS may take before any data comes of it: all limits above count data. Bytes wait while a record is not complete, or
 * while a thread works on the handshake; and records without data cost as much to decrypt as others.
 */
final class TlsInput implements ByteToMessageDecoder.Cumulator {
    /** More than any record and one read: those who honestly wait have sent no more. */
    static final int MOST_WAITING_BYTES = 128 << 10;

    /** More than any handshake, and any row of records that only change keys. */
    static final int MOST_IDLE_BYTES = 256 << 10;

    private int idleBytes;

    /** Data came of it. */
    void onData() {
        idleBytes = 0;
    }

    /**
     * The bytes are in a buffer of 64 KiB that the loop lends: whoever kept that would have every peer hold as much with one byte. So
     * what is kept is as large as what came, and an array of its own: a part of a pooled chunk would keep all of that.
     */
    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf kept, ByteBuf in) {
        int more = in.readableBytes();
        try {
            check(kept.readableBytes() + more, more);
            if (kept.isReadable() && kept.writableBytes() >= more) {
                return kept.writeBytes(in);
            }
            int wanted = kept.readableBytes() + more;
            ByteBuf room = UnpooledByteBufAllocator.DEFAULT.heapBuffer(
                    kept.isReadable() ? allocator.calculateNewCapacity(wanted, Integer.MAX_VALUE) : wanted);
            room.writeBytes(kept).writeBytes(in);
            kept.release();
            return room;
        } finally {
            in.release();
        }
    }

    private void check(int waitingBytes, int more) {
        idleBytes += more;
        if (waitingBytes > MOST_WAITING_BYTES) {
            throw new DecoderException(waitingBytes + " bytes wait to be decrypted");
        }
        if (idleBytes > MOST_IDLE_BYTES) {
            throw new DecoderException(idleBytes + " bytes came without data");
        }
    }
}
