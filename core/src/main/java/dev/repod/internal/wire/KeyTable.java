package dev.repod.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a name that we know among the bytes of a peer, without making a string of them. However many unknown names a peer
 * sends, each costs a look or two.
 */
public final class KeyTable {
    /** What {@link #find} answers for a name that is not in the table. */
    public static final int UNKNOWN = -1;

    private final byte[][] names;

    /** The last bytes of each name, as many as a long holds; the mask has ones where there are any. */
    private final long[] lastBytes;

    private final long[] lastMasks;

    /** Open addressing: the index of a name at the place that its hash says, or the next free one. At most half full. */
    private final short[] places;

    /** The names must differ. */
    public KeyTable(String[] names) {
        this.names = new byte[names.length][];
        lastBytes = new long[names.length];
        lastMasks = new long[names.length];
        places = new short[Integer.highestOneBit(names.length + 1) * 4];
        Arrays.fill(places, (short) UNKNOWN);
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i].getBytes(StandardCharsets.UTF_8);
            this.names[i] = name;
            lastBytes[i] = lastBytes(name);
            lastMasks[i] = name.length < Long.BYTES ? ~(-1L << (Byte.SIZE * name.length)) : -1;
            int place = hash(name, 0, name.length);
            while (places[place] != UNKNOWN) {
                place = place + 1 & places.length - 1;
            }
            places[place] = (short) i;
        }
    }

    /** The index of the name in these bytes, or {@link #UNKNOWN}. */
    public int find(byte[] array, int at, int size) {
        int place = hash(array, at, size);
        while (places[place] != UNKNOWN) {
            if (isAt(places[place], array, at, size)) {
                return places[place];
            }
            place = place + 1 & places.length - 1;
        }
        return UNKNOWN;
    }

    /** As {@link #find}, for fields that mostly come in our own order: a look at the one that is due comes first. */
    int find(byte[] array, int at, int size, int due) {
        return due < names.length && isAt(due, array, at, size) ? due : find(array, at, size);
    }

    private boolean isAt(int index, byte[] array, int at, int size) {
        byte[] name = names[index];
        if (name.length != size) {
            return false;
        }
        int last = at + size - Long.BYTES;
        if (last < 0) {
            return Arrays.equals(name, 0, size, array, at, at + size);
        }
        // Most names are no longer than what one comparison takes; what the payload has before them does not count.
        return ((BigEndian.getLong(array, last) ^ lastBytes[index]) & lastMasks[index]) == 0
                && (size <= Long.BYTES || Arrays.equals(name, 0, size - Long.BYTES, array, at, last));
    }

    /** The last eight bytes of a name, or all of them behind zeros. */
    private static long lastBytes(byte[] name) {
        long bytes = 0;
        for (byte b : name) {
            bytes = bytes << Byte.SIZE | (b & 0xff);
        }
        return bytes;
    }

    private int hash(byte[] array, int at, int size) {
        int ends = size == 0 ? 0 : array[at] * 31 + array[at + size - 1];
        int hash = (ends * 31 + size) * 0x9e3779b9;
        return hash >>> 16 & places.length - 1;
    }
}
