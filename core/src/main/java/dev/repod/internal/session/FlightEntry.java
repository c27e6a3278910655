package dev.repod.internal.session;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How one frame lies in the ring of a {@link FlightRecorder}: a word with its time and size, and three with the first {@value
 * #TEXT_BYTES} bytes of its action, whose last byte tells what it is. What is no message has all there is to say in the last word.
 */
final class FlightEntry {
    /** What comes in beside messages and the library's own frames. */
    enum Other {
        /** No frame of any layer. */
        SKIPPED,
        /** What ends the connection: no MessagePack, or over a limit. */
        BROKEN
    }

    static final int WORDS = 4;
    static final int TEXT_BYTES = 23;

    static final int IN = 0;
    static final int OUT = 1;

    /** A time that is not known yet: the largest that there is. */
    static final long UNSTAMPED = (1L << 40) - 1;

    /** 0.1 ms: 3 years of them fit. */
    static final long UNIT_NANOS = 100_000;

    private static final int SIZE_BITS = 24;
    private static final long SIZE_MASK = (1 << SIZE_BITS) - 1;

    // The last byte: 5 bits of length, where one more than there is room for means that the text is cut; 2 of kind; 1
    // of direction.
    private static final int LENGTH_MASK = 31;
    private static final int CUT = TEXT_BYTES + 1;
    private static final int KIND_SHIFT = 5;
    static final int MESSAGE = 0;
    static final int LIBRARY = 1;
    static final int OTHER = 2;
    static final int END = 3;
    private static final int DIRECTION_SHIFT = 7;
    private static final int CODE_SHIFT = 8;

    /** A message whose name is not its first field. */
    private static final long UNNAMED = 31;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    static final int NOWHERE = -1;

    /** The key {@code action} as it is written. */
    private static final long ACTION = 0xa6_61_63_74_69_6f_6eL;

    /** The head of a map of up to 15 fields, whatever their number, and behind it that key. */
    private static final long SHORT_MAP = 0x80L << 56 | ACTION;

    private static final long MAP_MASK = ~(0x0fL << 56);

    private static final int MAP16 = 0xde;
    private static final int STR8 = 0xd9;
    private static final int FIXSTR = 0xa0;

    private FlightEntry() {}

    // ---- time and size

    static long units(long nanos) {
        return nanos / UNIT_NANOS;
    }

    static long head(long units, int bytes) {
        return units << SIZE_BITS | bytes;
    }

    static long timeOf(long head) {
        return head >>> SIZE_BITS;
    }

    static int bytesOf(long head) {
        return (int) (head & SIZE_MASK);
    }

    static long stamped(long head, long units) {
        return timeOf(head) == UNSTAMPED ? head(units, bytesOf(head)) : head;
    }

    static long later(long head, long units) {
        return timeOf(head) == UNSTAMPED ? head : head + (units << SIZE_BITS);
    }

    // ---- what it is

    static long library(int direction, int code) {
        return what(direction, LIBRARY, code);
    }

    static long other(int direction, int ordinal) {
        return what(direction, OTHER, ordinal);
    }

    static long end(int ordinal) {
        return what(IN, END, ordinal);
    }

    private static long what(int direction, int kind, long code) {
        return code << CODE_SHIFT | (long) direction << DIRECTION_SHIFT | (long) kind << KIND_SHIFT;
    }

    /** Whether it is not one that went out. */
    static boolean isIn(long last) {
        return (last >>> DIRECTION_SHIFT & 1) == IN;
    }

    static int kindOf(long last) {
        return (int) (last >>> KIND_SHIFT) & 3;
    }

    static int codeOf(long last) {
        return (int) (last >>> CODE_SHIFT);
    }

    /** A sign of life, or an acknowledgement. */
    static boolean isUpkeep(long last) {
        return kindOf(last) == LIBRARY && codeOf(last) >= LibraryFrame.PING && codeOf(last) <= LibraryFrame.ACK;
    }

    /** The code of an array; its first element where that is a small number, as all codes are that mean something. */
    static int code(byte[] array, int from, int to) {
        int first = from + 1 < to ? array[from + 1] : -1;
        return (array[from] & 0xf0) == 0x90 && first >= 0 ? first : 0;
    }

    // ---- the action

    /**
     * Where the text of the action begins in what goes out; {@link #NOWHERE} where it is no message of up to 15 fields whose action is
     * short and comes first. All that this library writes is one, and most of what it relays.
     */
    static int shortText(byte[] array, int from, int to) {
        int text = from + 1 + Long.BYTES;
        boolean isFirst = to >= text && ((long) LONG.get(array, from) & MAP_MASK) == SHORT_MAP;
        return isFirst && (array[text - 1] & 0xe0) == FIXSTR ? text : NOWHERE;
    }

    /** Takes one from where that is. */
    static void shortAction(long[] ring, int at, byte[] array, int text) {
        text(ring, at, OUT, array, text, text + (array[text - 1] & LENGTH_MASK));
    }

    /** Takes it from any message that goes out. */
    static void action(long[] ring, int at, byte[] array, int from, int to) {
        int key = from + ((array[from] & 0xff) == MAP16 ? 3 : 1);
        long first = key + Long.BYTES <= to ? (long) LONG.get(array, key) : 0;
        int head = (int) first & 0xff;
        int text = key + Long.BYTES;
        if (first >>> 8 == ACTION && head >= FIXSTR && head < FIXSTR + 32) {
            text(ring, at, OUT, array, text, text + (head & LENGTH_MASK));
        } else if (first >>> 8 == ACTION && head == STR8) {
            text(ring, at, OUT, array, text + 1, text + 1 + (array[text] & 0xff));
        } else {
            ring[at + 3] = what(OUT, MESSAGE, 0) | UNNAMED;
        }
    }

    /** Before the text there is at least its key, which is as long as what is looked at at once. */
    static void text(long[] ring, int at, int direction, byte[] array, int from, int to) {
        int length = to - from;
        long last = what(direction, MESSAGE, 0) | Math.min(length, CUT);
        if (length <= Long.BYTES) {
            ring[at + 1] = end(array, to, length);
        } else {
            ring[at + 1] = (long) LONG.get(array, from);
            if (length <= 2 * Long.BYTES) {
                ring[at + 2] = end(array, to, length - Long.BYTES);
            } else {
                int kept = Math.min(length, TEXT_BYTES);
                ring[at + 2] = (long) LONG.get(array, from + Long.BYTES);
                last |= end(array, from + kept, kept - 2 * Long.BYTES);
            }
        }
        ring[at + 3] = last;
    }

    /** The last bytes before that, up to eight of them, and zeros behind. */
    private static long end(byte[] array, int to, int bytes) {
        return bytes == 0 ? 0 : (long) LONG.get(array, to - Long.BYTES) << (Byte.SIZE * (Long.BYTES - bytes));
    }

    static boolean isUnnamed(long last) {
        return (last & LENGTH_MASK) == UNNAMED;
    }

    static boolean isCut(long last) {
        return (last & LENGTH_MASK) == CUT;
    }

    /** The bytes of the action that are here. */
    static byte[] textOf(long[] ring, int at) {
        int length = Math.min(TEXT_BYTES, (int) ring[at + 3] & LENGTH_MASK);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (ring[at + 1 + i / Long.BYTES] >>> (Long.SIZE - Byte.SIZE * (i % Long.BYTES + 1)));
        }
        return text;
    }
}
