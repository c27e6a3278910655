package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import dev.repod.Ext;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A cursor over MessagePack. Each read checks the bounds; a value that is not of the type asked for throws
 * {@link MisfitException} and leaves the cursor before it; bytes that are no MessagePack throw {@link BrokenPeerException}.
 */
public final class PackReader {
    private static final byte[] NOTHING = {};
    private static final String ONE_CHARACTER = "a string of one character";
    private static final String OUT_OF_RANGE = "an integer out of range";

    private byte[] array = NOTHING;
    private int position;
    private int end;

    private final FieldSlots slots = new FieldSlots();

    /** Reads from this range. */
    public PackReader reset(byte[] bytes, int from, int to) {
        array = bytes;
        position = from;
        end = to;
        slots.clear();
        return this;
    }

    /** Reads the message that was scanned last, and until the next scan; where its fields lie is known then. */
    public PackReader reset(PayloadScan scan) {
        reset(scan.array(), scan.from(), scan.to());
        slots.use(scan.notes());
        return this;
    }

    /** The index in the array of the next value. */
    public int position() {
        return position;
    }

    /** Goes to a value that begins there. */
    public void position(int to) {
        position = to;
    }

    /** Whether everything has been read. */
    public boolean isAtEnd() {
        return position >= end;
    }

    /** The type of the next value, which stays the next. */
    public PackType peek() {
        PackType type = PackType.of(head());
        if (type != PackType.EXT) {
            return type;
        }
        int start = position;
        int size = readExtSize();
        boolean isTime = array[position++] == Timestamps.EXT_TYPE && Timestamps.isValid(array, position, size);
        position = start;
        return isTime ? PackType.TIMESTAMP : PackType.EXT;
    }

    /** Whether the next value is an integer from 0 to 2^63-1. */
    public boolean peekIsCount() {
        int head = head();
        if (PackType.of(head) != PackType.INTEGER) {
            return false;
        }
        int start = position;
        boolean isCount = integer() >= 0;
        position = start;
        return isCount;
    }

    /** Takes nil if it is the next value. */
    public boolean tryNil() {
        if (head() != NIL) {
            return false;
        }
        position++;
        return true;
    }

    /** Reads true or false. */
    public boolean readBoolean() {
        int head = head();
        if (head != TRUE && head != FALSE) {
            throw misfit("a boolean");
        }
        position++;
        return head == TRUE;
    }

    /** Reads any integer that fits. */
    public int readInt() {
        return (int) IntegerRange.INT.read(this);
    }

    /** Reads any integer that fits. */
    public long readLong() {
        return IntegerRange.LONG.read(this);
    }

    /** Reads any integer from min to max; {@code range} are the words for those. */
    long readInteger(long min, long max, String range) {
        int start = position;
        int head = head();
        if (PackType.of(head) != PackType.INTEGER) {
            throw misfit("an integer");
        }
        long value = integer();
        if (value < min || value > max || (head == UINT64 && value < 0)) {
            position = start;
            throw new MisfitException(range, OUT_OF_RANGE);
        }
        return value;
    }

    /** Reads any integer: a {@link Long}, or a {@link BigInteger} where it does not fit. */
    public Number readAnyInteger() {
        int head = head();
        if (PackType.of(head) != PackType.INTEGER) {
            throw misfit("an integer");
        }
        long value = integer();
        if (head == UINT64 && value < 0) {
            return new BigInteger(1, Arrays.copyOfRange(array, position - Long.BYTES, position));
        }
        return value;
    }

    /** Reads any number: Python sends 10 where 10.0 is meant. */
    public double readDouble() {
        int at = position;
        if (end - at > Long.BYTES && array[at] == (byte) FLOAT64) {
            position = at + 1 + Long.BYTES;
            return Double.longBitsToDouble(BigEndian.getLong(array, at + 1));
        }
        return readOtherDouble();
    }

    private double readOtherDouble() {
        int head = head();
        return switch (PackType.of(head)) {
            case FLOAT64 -> throw BrokenPeerException.truncated();
            case FLOAT32 -> readFloat32();
            case INTEGER -> readAnyInteger().doubleValue();
            default -> throw misfit("a number");
        };
    }

    /** Reads any number as the nearest float: Python has no other floats than float64. */
    public float readFloat() {
        return switch (PackType.of(head())) {
            case FLOAT32 -> readFloat32();
            case FLOAT64 -> (float) readDouble();
            case INTEGER -> readAnyInteger().floatValue();
            default -> throw misfit("a number");
        };
    }

    /** Reads a str; what is no UTF-8 becomes U+FFFD. */
    public String readString() {
        int size = readStringHeader();
        if (size < 0) {
            throw misfit("a string");
        }
        String value = new String(array, position, size, StandardCharsets.UTF_8);
        position += size;
        return value;
    }

    /** Reads a str of one UTF-16 unit. */
    char readChar() {
        int start = position;
        if (PackType.of(head()) != PackType.STRING) {
            throw misfit(ONE_CHARACTER);
        }
        String value = readString();
        if (value.length() != 1) {
            position = start;
            throw new MisfitException(ONE_CHARACTER, "another string");
        }
        return value.charAt(0);
    }

    /**
     * Goes to the bytes of a str, and answers how many they are; -1 where there is none, and the cursor stays.
     */
    public int readStringHeader() {
        int head = head();
        if (head >= FIXSTR && head < NIL) {
            require(1 + (head & MAX_FIX_STR));
            position++;
            return head & MAX_FIX_STR;
        }
        return head >= STR8 && head <= STR32 ? readSize(1 << (head - STR8)) : -1;
    }

    /** Reads a bin. */
    public byte[] readBinary() {
        int head = head();
        if (PackType.of(head) != PackType.BINARY) {
            throw misfit("bytes");
        }
        int size = readSize(1 << (head - BIN8));
        position += size;
        return Arrays.copyOfRange(array, position - size, position);
    }

    /** Reads the header of a map, and answers how many entries follow. */
    public int readMapHeader() {
        int head = head();
        if (PackType.of(head) != PackType.MAP) {
            throw misfit("a map");
        }
        return readCount(head, head < FIXARRAY, MAP16, 2);
    }

    /** Reads the header of an array, and answers how many elements follow. */
    public int readArrayHeader() {
        int head = head();
        if (PackType.of(head) != PackType.ARRAY) {
            throw misfit("a list");
        }
        return readCount(head, head < FIXSTR, ARRAY16, 1);
    }

    /** Reads a timestamp. */
    public Instant readTimestamp() {
        if (peek() != PackType.TIMESTAMP) {
            throw misfit("a timestamp");
        }
        int size = readExtSize();
        int content = position + 1;
        position = content + size;
        return Timestamps.read(array, content, size);
    }

    /** Reads any extension value, a timestamp too. */
    public Ext readExt() {
        if (PackType.of(head()) != PackType.EXT) {
            throw misfit("an extension value");
        }
        int size = readExtSize();
        int type = array[position++];
        position += size;
        return new Ext(type, Arrays.copyOfRange(array, position - size, position));
    }

    /** Goes past the next value, whatever it is and holds. */
    public void skip() {
        // Containers are counted, not descended into: no nesting is too deep for this.
        long values = 1;
        while (values > 0) {
            values += skipHead() - 1;
        }
    }

    /** The places of the fields of the records that are being read. */
    FieldSlots slots() {
        return slots;
    }

    /** What is read, for what is compared or copied where it lies; never to be changed. */
    public byte[] array() {
        return array;
    }

    MisfitException misfit(String expected) {
        return new MisfitException(expected, peek().words());
    }

    private float readFloat32() {
        require(1 + Integer.BYTES);
        float value = Float.intBitsToFloat(BigEndian.getInt(array, position + 1));
        position += 1 + Integer.BYTES;
        return value;
    }

    /** The next value, which is an integer, with uint64 as its bits. */
    private long integer() {
        int head = head();
        if (head <= MAX_FIXINT || head >= MIN_NEGATIVE_FIXINT) {
            position++;
            return (byte) head;
        }
        int at = position + 1;
        int size = 1 << (head & 3);
        require(1 + size);
        position = at + size;
        return switch (head) {
            case UINT8 -> array[at] & 0xff;
            case UINT16 -> BigEndian.getShort(array, at) & 0xffff;
            case UINT32 -> Integer.toUnsignedLong(BigEndian.getInt(array, at));
            case INT8 -> array[at];
            case INT16 -> BigEndian.getShort(array, at);
            case INT32 -> BigEndian.getInt(array, at);
            default -> BigEndian.getLong(array, at);
        };
    }

    private int readCount(int head, boolean isFix, int head16, int valuesPerEntry) {
        if (isFix) {
            position++;
            return head & MAX_FIX_COUNT;
        }
        long count = readUnsigned(head == head16 ? 2 : 4);
        // Each value takes a byte at least, so what a count claims stays bounded by what has really come.
        if (count * valuesPerEntry > end - position) {
            throw BrokenPeerException.truncated();
        }
        return (int) count;
    }

    /** A size that follows the head; the cursor goes behind it, and as many bytes are there. */
    private int readSize(int sizeBytes) {
        long size = readUnsigned(sizeBytes);
        if (size > end - position) {
            throw BrokenPeerException.truncated();
        }
        return (int) size;
    }

    private long readUnsigned(int bytes) {
        require(1 + bytes);
        int at = position + 1;
        position = at + bytes;
        return switch (bytes) {
            case 1 -> array[at] & 0xff;
            case 2 -> BigEndian.getShort(array, at) & 0xffff;
            default -> Integer.toUnsignedLong(BigEndian.getInt(array, at));
        };
    }

    /** The size of the content of an ext; the cursor goes to its type, and all of it is there. */
    private int readExtSize() {
        int head = head();
        if (head >= FIXEXT1) {
            int size = 1 << (head - FIXEXT1);
            require(2 + size);
            position++;
            return size;
        }
        long size = readUnsigned(1 << (head - EXT8));
        if (size >= end - position) {
            throw BrokenPeerException.truncated();
        }
        return (int) size;
    }

    /** Goes past a head and what belongs to it alone; answers how many values follow that belong to it too. */
    private long skipHead() {
        int head = head();
        switch (PackType.of(head)) {
            case NIL, BOOLEAN -> advance(1);
            case INTEGER -> integer();
            case FLOAT32 -> advance(1 + Integer.BYTES);
            case FLOAT64 -> advance(1 + Long.BYTES);
            case STRING -> advance(readStringHeader());
            case BINARY -> advance(readSize(1 << (head - BIN8)));
            case ARRAY -> {
                return readArrayHeader();
            }
            case MAP -> {
                return 2L * readMapHeader();
            }
            default -> advance(readExtSize() + 1);
        }
        return 0;
    }

    private void advance(int bytes) {
        require(bytes);
        position += bytes;
    }

    private int head() {
        require(1);
        int head = array[position] & 0xff;
        if (head == NEVER_USED) {
            throw BrokenPeerException.protocolError("reserved byte 0xc1");
        }
        return head;
    }

    private void require(int bytes) {
        if (end - position < bytes) {
            throw BrokenPeerException.truncated();
        }
    }
}
