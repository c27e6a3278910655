package dev.repod.internal.wire;

/**
 * Where the fields of a message lie, noted while its payload is judged, so that whoever reads it does not go through it
 * again to find them. Kept from one payload to the next.
 *
 * <p>Only names are noted, since no other key can be a field, and not the action, since no field has its name. Nothing is
 * noted until somebody has asked for it once: most scans of a client are never read from.
 */
final class FieldNotes {
    /** A message with more is read without notes: what a peer makes us keep stays small. */
    static final int MOST_FIELDS = 64;

    private static final int[] NOT_ASKED_FOR = {};

    /** For each field its name, where that is a {@link ShortKey}. */
    private long[] keys = {};

    private int[] nameBytes = NOT_ASKED_FOR;

    /** Where its value begins, which is right behind its name. */
    private int[] values = NOT_ASKED_FOR;

    /** How many fields there are, of which not all may be noted. */
    private int count;

    /** There are none, until a message {@linkplain #begin begins}. */
    void forget() {
        count = Integer.MAX_VALUE;
    }

    /** A map begins, whose fields are added. */
    void begin() {
        count = 0;
    }

    void add(long key, int bytes, int valueAt) {
        int index = count++;
        if (index < values.length) {
            keys[index] = key;
            nameBytes[index] = bytes;
            values[index] = valueAt;
        }
    }

    /** Whether the payload is a map, and all its fields are noted. */
    boolean areComplete() {
        return count <= values.length;
    }

    /** Asks for notes about the payloads to come. */
    void ask() {
        if (values.length == 0) {
            keys = new long[MOST_FIELDS];
            nameBytes = new int[MOST_FIELDS];
            values = new int[MOST_FIELDS];
            forget();
        }
    }

    /** Fills in where the fields with these names begin; of equal names the last counts. */
    void fill(FieldSlots slots, KeyTable names, byte[] array) {
        int due = 0;
        for (int i = 0; i < count; i++) {
            int valueAt = values[i];
            int field = names.find(keys[i], array, valueAt - nameBytes[i], nameBytes[i], due);
            if (field != KeyTable.UNKNOWN) {
                slots.fill(field, valueAt);
                due = field + 1;
            }
        }
    }
}
