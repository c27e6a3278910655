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

    private static final byte[] NO_BYTES = {};

    private final byte[][] names;

    /** Each name as a {@link ShortKey}, where it is one. */
    private final long[] keys;

    /** Open addressing: the index of a name at the place that its hash says, or the next free one. At most half full. */
    private final short[] places;

    /** The names must differ. */
    public KeyTable(String[] names) {
        this.names = new byte[names.length][];
        keys = new long[names.length];
        places = new short[Integer.highestOneBit(names.length + 1) * 4];
        Arrays.fill(places, (short) UNKNOWN);
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i].getBytes(StandardCharsets.UTF_8);
            this.names[i] = name;
            keys[i] = ShortKey.of(name, 0, name.length);
            int place = hash(keys[i], name, 0, name.length);
            while (places[place] != UNKNOWN) {
                place = (place + 1) & (places.length - 1);
            }
            places[place] = (short) i;
        }
    }

    /** The index of the name in these bytes, or {@link #UNKNOWN}. */
    public int find(byte[] array, int at, int size) {
        return find(ShortKey.of(array, at, size), array, at, size);
    }

    /** As {@link #find}, for fields that mostly come in our own order: a look at the one that is due comes first. */
    int find(byte[] array, int at, int size, int due) {
        long key = ShortKey.of(array, at, size);
        return due < keys.length && isAt(due, key, array, at, size) ? due : find(key, array, at, size);
    }

    int size() {
        return keys.length;
    }

    /** The names in their order, each as a {@link ShortKey}, where it is one; not to be changed. */
    long[] keys() {
        return keys;
    }

    /** The same for a name that is a {@link ShortKey}. */
    int find(long key, int due) {
        return due < keys.length && keys[due] == key ? due : find(key, NO_BYTES, 0, 0);
    }

    private int find(long key, byte[] array, int at, int size) {
        int place = hash(key, array, at, size);
        while (places[place] != UNKNOWN) {
            if (isAt(places[place], key, array, at, size)) {
                return places[place];
            }
            place = (place + 1) & (places.length - 1);
        }
        return UNKNOWN;
    }

    private boolean isAt(int index, long key, byte[] array, int at, int size) {
        return key == ShortKey.NONE
                ? Arrays.equals(names[index], 0, names[index].length, array, at, at + size)
                : keys[index] == key;
    }

    private int hash(long key, byte[] array, int at, int size) {
        long bytes = key == ShortKey.NONE ? (array[at] * 31 + array[at + size - 1]) * 31 + size : key;
        return (int) ((bytes * 0x9e3779b97f4a7c15L) >>> 32) & (places.length - 1);
    }
}
