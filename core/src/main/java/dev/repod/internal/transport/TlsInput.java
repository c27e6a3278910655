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

    /** A record's header, RFC 8446, section 5.1: a byte for the type, two for the version, two for the length of what follows. */
    private static final int HEADER_BYTES = 5;

    private static final int VERSION_AT = 1;
    private static final int LENGTH_AT = 3;
    private static final int APPLICATION_DATA = 23;
    private static final int MAJOR_VERSION = 3;

    private int idleBytes;
    private boolean isHandshakeOver;

    /** From here on a record is mostly decrypted as soon as it is there, so that whole ones do not stay. */
    void onHandshakeOver() {
        isHandshakeOver = true;
    }

    /** Data came of it. */
    void onData() {
        idleBytes = 0;
    }

    /**
     * The bytes are in a buffer of 64 KiB that the loop lends: whoever kept that would have every peer hold as much with one byte. So
     * what is kept is as large as what came, and an array of its own: a part of a pooled chunk would keep all of that. What is gone
     * when the read is over may lie in one that is lent.
     */
    @Override
    public ByteBuf cumulate(ByteBufAllocator allocator, ByteBuf kept, ByteBuf in) {
        int more = in.readableBytes();
        try {
            check(kept.readableBytes() + more, more);
            if (kept.isReadable() && kept.writableBytes() >= more) {
                return kept.writeBytes(in);
            }
            ByteBuf room = room(allocator, kept, in);
            room.writeBytes(kept).writeBytes(in);
            kept.release();
            return room;
        } finally {
            in.release();
        }
    }

    private ByteBuf room(ByteBufAllocator allocator, ByteBuf kept, ByteBuf in) {
        int wanted = kept.readableBytes() + in.readableBytes();
        if (kept.isReadable()) {
            return own(allocator.calculateNewCapacity(wanted, Integer.MAX_VALUE));
        }
        return isHandshakeOver && isWholeData(in) ? allocator.heapBuffer(wanted) : own(wanted);
    }

    private static ByteBuf own(int bytes) {
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(bytes);
    }

    /** Whether it ends with a record, and all of them are of the kind that is decrypted at once. */
    private static boolean isWholeData(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (end - at > HEADER_BYTES && isData(in, at)) {
            at += HEADER_BYTES + in.getUnsignedShort(at + LENGTH_AT);
        }
        return at == end;
    }

    private static boolean isData(ByteBuf in, int at) {
        return in.getByte(at) == APPLICATION_DATA
                && in.getByte(at + VERSION_AT) == MAJOR_VERSION
                && in.getShort(at + LENGTH_AT) != 0;
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
