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

    /** For each field its name: the {@link ShortKey}, which is negative, or the index of a longer one. */
    private long[] names = {};

    /** Where its value begins, which is right behind its name. */
    private int[] values = {};

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

    /** A field, whose name is a {@link ShortKey} or the index of a longer one. */
    void add(long name, int valueAt) {
        int index = count++;
        if (index < values.length) {
            names[index] = name;
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
            names = new long[MOST_FIELDS];
            values = new int[MOST_FIELDS];
            forget();
        }
    }

    /** Fills in where the fields with these names begin; of equal names the last counts. */
    void fill(FieldSlots slots, KeyTable fields, byte[] array) {
        int due = 0;
        for (int i = 0; i < count; i++) {
            long name = names[i];
            int valueAt = values[i];
            int field = name < 0 ? fields.find(name, due) : fields.find(array, (int) name, valueAt - (int) name, due);
            if (field != KeyTable.UNKNOWN) {
                slots.fill(field, valueAt);
                due = field + 1;
            }
        }
    }
}
