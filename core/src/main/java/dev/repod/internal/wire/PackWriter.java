package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import dev.repod.Ext;
import dev.repod.Limits;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes MessagePack into an array that grows, in the form that msgpack-python reads: integers in their shortest form,
 * strings as valid UTF-8 whatever the {@link String} holds.
 *
 * <p>What a user passes and what cannot be written throws an unchecked exception; what was written up to there stays until
 * {@link #reset()}.
 */
public final class PackWriter {
    private static final int FRAME_HEADER_BYTES = 4;
    private static final int FIRST_BYTES = 512;

    /** {@link #reset} gives a larger array back: one big message must not cost its size for ever. */
    private static final int KEPT_BYTES = 64 << 10;

    private static final int LARGEST_BYTES = Limits.LARGEST_FRAME_BYTES + FRAME_HEADER_BYTES;
    private static final int LONGEST_NUMBER = 1 + Long.BYTES;
    private static final int LONGEST_HEADER = 1 + Integer.BYTES;
    private static final int MAX_ASCII = 0x7f;

    private byte[] array = new byte[FIRST_BYTES];
    private int length;
    private int frameStart;
    private int nesting;
    private int depth;

    /** Begins anew. */
    public void reset() {
        if (array.length > KEPT_BYTES) {
            array = new byte[FIRST_BYTES];
        }
        length = 0;
        nesting = 0;
        depth = 0;
    }

    /** What was written is the first {@link #length()} bytes. Valid until the next call that writes. */
    public byte[] array() {
        return array;
    }

    /** How many bytes have been written. */
    public int length() {
        return length;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /** The deepest nesting of containers since {@link #reset}; 1 is a container of scalars. */
    public int depth() {
        return depth;
    }

    /** Leaves room for the length of the frame whose payload follows. */
    public void beginFrame() {
        ensure(FRAME_HEADER_BYTES);
        frameStart = length;
        length += FRAME_HEADER_BYTES;
    }

    /** Fills in the length of the frame that was begun last. */
    public void endFrame() {
        BigEndian.putInt(array, frameStart, length - frameStart - FRAME_HEADER_BYTES);
    }

    /**
     * A container's elements follow. Headers alone count no level, so that a caller with a constant prefix can count its own.
     *
     * @throws IllegalArgumentException if this is deeper than any limit allows; a list that holds itself ends here too
     */
    public void enter() {
        if (nesting == Limits.DEEPEST_NESTING) {
            throw new Unsendable("nested deeper than " + Limits.DEEPEST_NESTING + " levels");
        }
        nesting++;
        depth = Math.max(depth, nesting);
    }

    /** A container is complete. */
    public void leave() {
        nesting--;
    }

    /** Writes nil. */
    public void writeNil() {
        writeByte(NIL);
    }

    /** Writes true or false. */
    public void writeBoolean(boolean value) {
        writeByte(value ? TRUE : FALSE);
    }

    /** Writes an integer in its shortest form. */
    public void writeLong(long value) {
        ensure(LONGEST_NUMBER);
        if (value >= 0) {
            putUnsigned(value);
        } else {
            putNegative(value);
        }
    }

    /**
     * Writes an integer in its shortest form.
     *
     * @throws IllegalArgumentException if it is not in -2^63..2^64-1
     */
    public void writeBigInteger(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            writeLong(value.longValue());
        } else if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
            ensure(LONGEST_NUMBER);
            put(UINT64);
            putLong(value.longValue());
        } else {
            throw new Unsendable("an integer of " + value.bitLength() + " bits cannot be sent, only -2^63 to 2^64-1");
        }
    }

    /** Writes a float32. */
    public void writeFloat(float value) {
        ensure(LONGEST_NUMBER);
        put(FLOAT32);
        putInt(Float.floatToRawIntBits(value));
    }

    /** Writes a float64. */
    public void writeDouble(double value) {
        ensure(LONGEST_NUMBER);
        int at = length;
        array[at] = (byte) FLOAT64;
        BigEndian.putLong(array, at + 1, Double.doubleToRawLongBits(value));
        length = at + LONGEST_NUMBER;
    }

    /** Writes a str; half of a surrogate pair becomes U+FFFD. */
    public void writeString(String value) {
        int chars = value.length();
        int start = length;
        writeStringHeader(chars);
        ensure(chars);
        byte[] bytes = array;
        int at = length;
        // Without a way out of the loop the compiler makes it one without checks.
        int any = 0;
        for (int i = 0; i < chars; i++) {
            char c = value.charAt(i);
            bytes[at + i] = (byte) c;
            any |= c;
        }
        length = at + chars;
        if (any > MAX_ASCII) {
            length = start;
            writeBeyondAscii(value);
        }
    }

    /** Writes a bin. */
    public void writeBinary(byte[] value) {
        writeBinary(value, 0, value.length);
    }

    /** Writes a part of an array as a bin. */
    public void writeBinary(byte[] value, int from, int to) {
        writeHeader8(BIN8, to - from);
        writeRaw(value, from, to);
    }

    /** The header of a map; its keys and values follow. */
    public void writeMapHeader(int entries) {
        if (entries <= MAX_FIX_COUNT) {
            writeByte(FIXMAP | entries);
        } else {
            writeHeader16(MAP16, entries);
        }
    }

    /** The header of an array; its elements follow. */
    public void writeArrayHeader(int elements) {
        if (elements <= MAX_FIX_COUNT) {
            writeByte(FIXARRAY | elements);
        } else {
            writeHeader16(ARRAY16, elements);
        }
    }

    /**
     * Writes an extension value.
     *
     * @throws IllegalArgumentException if its type is one of the reserved ones, which close a Python peer
     */
    public void writeExt(Ext value) {
        if (value.type() < 0) {
            throw new Unsendable("ext type " + value.type() + " cannot be sent, only 0 to 127");
        }
        byte[] bytes = value.bytes();
        writeExtHeader(value.type(), bytes.length);
        writeRaw(bytes, 0, bytes.length);
    }

    /** Writes a timestamp in its shortest form. */
    public void writeTimestamp(Instant value) {
        int size = Timestamps.shortestLength(value);
        writeExtHeader(Timestamps.EXT_TYPE, size);
        ensure(size);
        Timestamps.write(value, array, length, size);
        length += size;
    }

    /** Copies bytes that are MessagePack already. */
    public void writeRaw(byte[] bytes, int from, int to) {
        int size = to - from;
        ensure(size);
        System.arraycopy(bytes, from, array, length, size);
        length += size;
    }

    /** Writes MessagePack that is the same each time. What lies behind it, up to where more is written, may be anything. */
    void writeLiteral(Literal literal) {
        if (literal.tryPut(array, length)) {
            length += literal.size();
        } else {
            writeRaw(literal.bytes(), 0, literal.size());
        }
    }

    /** Forgets what was written from there on, and the containers entered since. */
    void rewind(int to, int toNesting) {
        length = to;
        nesting = toNesting;
    }

    int nesting() {
        return nesting;
    }

    /** The header of an array or map whose count is not known yet; answers where it is, for {@link #patchCount}. */
    int reserveCount(int head32) {
        int at = length;
        ensure(LONGEST_HEADER);
        put(head32);
        putInt(0);
        return at;
    }

    /** Puts another count into a container's header; it must fit the form that the header has. */
    void patchCount(int at, int count) {
        switch (array[at] & 0xff) {
            case ARRAY16, MAP16 -> BigEndian.putShort(array, at + 1, (short) count);
            case ARRAY32, MAP32 -> BigEndian.putInt(array, at + 1, count);
            default -> array[at] = (byte) ((array[at] & 0xf0) | count);
        }
    }

    private void writeBeyondAscii(String value) {
        long size = Utf8.length(value);
        checkSize(size);
        writeStringHeader((int) size);
        ensure((int) size);
        Utf8.write(value, array, length);
        length += (int) size;
    }

    private void writeStringHeader(int size) {
        if (size <= MAX_FIX_STR) {
            writeByte(FIXSTR | size);
        } else {
            writeHeader8(STR8, size);
        }
    }

    private void writeExtHeader(int type, int size) {
        switch (size) {
            case 1 -> writeByte(FIXEXT1);
            case 2 -> writeByte(FIXEXT2);
            case 4 -> writeByte(FIXEXT4);
            case 8 -> writeByte(FIXEXT8);
            case 16 -> writeByte(FIXEXT16);
            default -> writeHeader8(EXT8, size);
        }
        writeByte(type);
    }

    /** The forms with a size of one, two and four bytes have neighbouring heads. */
    private void writeHeader8(int head8, int size) {
        if (size <= 0xff) {
            ensure(LONGEST_HEADER);
            put(head8);
            put(size);
        } else {
            writeHeader16(head8 + 1, size);
        }
    }

    private void writeHeader16(int head16, int size) {
        ensure(LONGEST_HEADER);
        if (size <= 0xffff) {
            put(head16);
            putShort(size);
        } else {
            put(head16 + 1);
            putInt(size);
        }
    }

    private void putUnsigned(long value) {
        if (value <= MAX_FIXINT) {
            put((int) value);
        } else if (value <= 0xff) {
            put(UINT8);
            put((int) value);
        } else if (value <= 0xffff) {
            put(UINT16);
            putShort((int) value);
        } else if (value <= 0xffff_ffffL) {
            put(UINT32);
            putInt((int) value);
        } else {
            put(UINT64);
            putLong(value);
        }
    }

    private void putNegative(long value) {
        if (value >= (byte) MIN_NEGATIVE_FIXINT) {
            put((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            put(INT8);
            put((int) value);
        } else if (value >= Short.MIN_VALUE) {
            put(INT16);
            putShort((int) value);
        } else if (value >= Integer.MIN_VALUE) {
            put(INT32);
            putInt((int) value);
        } else {
            put(INT64);
            putLong(value);
        }
    }

    private void writeByte(int value) {
        ensure(1);
        put(value);
    }

    // The put methods write into room that was ensured.

    private void put(int value) {
        array[length++] = (byte) value;
    }

    private void putShort(int value) {
        BigEndian.putShort(array, length, (short) value);
        length += Short.BYTES;
    }

    private void putInt(int value) {
        BigEndian.putInt(array, length, value);
        length += Integer.BYTES;
    }

    private void putLong(long value) {
        BigEndian.putLong(array, length, value);
        length += Long.BYTES;
    }

    private void ensure(int bytes) {
        if (array.length - length < bytes) {
            grow(bytes);
        }
    }

    private void grow(int bytes) {
        checkSize((long) length + bytes);
        array = Arrays.copyOf(array, Math.max(length + bytes, Math.min(array.length * 2, LARGEST_BYTES)));
    }

    private static void checkSize(long bytes) {
        if (bytes > LARGEST_BYTES) {
            throw new Unsendable("a message of more than " + Limits.LARGEST_FRAME_BYTES + " bytes cannot be sent");
        }
    }
}
