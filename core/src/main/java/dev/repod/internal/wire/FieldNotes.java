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

    /** For each field how many bytes its name takes, and then where its value begins, which is right behind the name. */
    private int[] places = NOT_ASKED_FOR;

    /** How much room the fields take or would take, of which there may be less. */
    private int used;

    /** There are none, until a message {@linkplain #begin begins}. */
    void forget() {
        used = Integer.MAX_VALUE;
    }

    /** A map begins, whose fields are {@linkplain #add added}. */
    void begin() {
        used = 0;
    }

    void add(int nameBytes, int valueAt) {
        if (used < places.length) {
            places[used] = nameBytes;
            places[used + 1] = valueAt;
        }
        used += 2;
    }

    /** Whether the payload is a map, and all its fields are noted. */
    boolean areComplete() {
        return used <= places.length;
    }

    /** Asks for notes about the payloads to come. */
    void ask() {
        if (places.length == 0) {
            places = new int[2 * MOST_FIELDS];
            forget();
        }
    }

    /** Fills in where the fields with these names begin; of equal names the last counts. */
    void fill(FieldSlots slots, KeyTable names, byte[] array) {
        int due = 0;
        for (int i = 0; i < used; i += 2) {
            int nameBytes = places[i];
            int valueAt = places[i + 1];
            int field = names.find(array, valueAt - nameBytes, nameBytes, due);
            if (field != KeyTable.UNKNOWN) {
                slots.fill(field, valueAt);
                due = field + 1;
            }
        }
    }
}
