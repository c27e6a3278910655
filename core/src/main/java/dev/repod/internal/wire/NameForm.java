package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A name of up to {@value #MOST_BYTES} bytes that may come again: it is compared by its first eight bytes and its last, header and all. */
final class NameForm {
    static final int MOST_BYTES = 2 * Long.BYTES - 1;

    /** What {@link #end} answers where there is another name, or none. */
    static final int OTHER = -1;

    /** Header and all. */
    private final byte[] bytes;

    private final int size;

    private final long first;
    private final long firstMask;

    /** Of a name that does not fit into the first. */
    private final long last;

    private NameForm(byte[] bytes) {
        this.bytes = bytes;
        size = bytes.length;
        firstMask = size < Long.BYTES ? -1L << (Byte.SIZE * (Long.BYTES - size)) : -1L;
        first = BigEndian.getLong(Arrays.copyOf(bytes, Math.max(size, Long.BYTES)), 0);
        last = size > Long.BYTES ? BigEndian.getLong(bytes, size - Long.BYTES) : 0;
    }

    /** That of the name whose header lies there, and which is valid; null where it is too long. */
    static @Nullable NameForm at(byte[] array, int at) {
        int size = 1 + (array[at] & 0xff) - FIXSTR;
        boolean isShort = size >= 1 && size <= 1 + MOST_BYTES && size <= array.length - at;
        return isShort ? new NameForm(Arrays.copyOfRange(array, at, at + size)) : null;
    }

    /** How many bytes it takes, with its header. */
    int size() {
        return size;
    }

    /** Where this name ends that begins there, with its header; {@link #OTHER} where it does not. */
    int end(byte[] array, int at) {
        if (array.length - at < Long.BYTES) {
            return endNearEnd(array, at);
        }
        if ((BigEndian.getLong(array, at) & firstMask) != first) {
            return OTHER;
        }
        int end = at + size;
        return size <= Long.BYTES || isLast(array, end) ? end : OTHER;
    }

    private int endNearEnd(byte[] array, int at) {
        int end = at + size;
        return end <= array.length && Arrays.equals(array, at, end, bytes, 0, size) ? end : OTHER;
    }

    private boolean isLast(byte[] array, int end) {
        return end <= array.length && BigEndian.getLong(array, end - Long.BYTES) == last;
    }

    /** The name as {@link FieldNotes} have it, where its value begins there. */
    long note(int valueAt) {
        return size <= Long.BYTES ? first : valueAt - size + 1;
    }
}
