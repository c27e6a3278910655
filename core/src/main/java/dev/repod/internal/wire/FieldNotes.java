package dev.repod.internal.wire;

import org.jspecify.annotations.Nullable;

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

    /** Null where the names are noted; where it is not, they are known from it. */
    private @Nullable MessageForm form;

    /** There are none, until a message {@linkplain #begin begins}. */
    void forget() {
        count = Integer.MAX_VALUE;
        form = null;
    }

    /** A map begins, whose fields are added. */
    void begin() {
        count = 0;
    }

    /** How many fields the message has. */
    int count() {
        return count;
    }

    /** What is known of the message; null where it looks like none before. */
    @Nullable MessageForm form() {
        return form;
    }

    /** Where the values begin of a message that has that form, to be filled in. */
    int[] valuesOf(MessageForm known) {
        if (form != known) {
            form = known;
        }
        count = known.fields();
        return values;
    }

    /** How the fields are called that are noted, to know them again; null where they are too long for that. */
    NameForm @Nullable [] forms(byte[] array) {
        var forms = new NameForm[count];
        for (int i = 0; i < count; i++) {
            int at = names[i] < 0 ? values[i] - ShortKey.bytes(names[i]) - 1 : (int) names[i] - 1;
            NameForm name = NameForm.at(array, at);
            if (name == null || name.end(array, at) != values[i]) {
                return null;
            }
            forms[i] = name;
        }
        return forms;
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

    /** Whether they are known to be all fields of that record, in its own order. */
    boolean areOf(KeyTable fields) {
        MessageForm known = form;
        return known != null && known.isOfRecord(fields);
    }

    /** Where the values begin, in the order of the fields. */
    int[] values() {
        return values;
    }

    /** Fills in where the fields with these names begin; of equal names the last counts. */
    void fill(FieldSlots slots, KeyTable fields, byte[] array) {
        MessageForm known = form;
        if (known != null) {
            for (int i = 0; i < count; i++) {
                names[i] = known.field(i).note(values[i]);
            }
        }
        boolean isInOrder = find(slots, fields, array);
        if (known != null && isInOrder) {
            known.ofRecord(fields);
        }
    }

    /** Whether they are all fields of the record, in its own order. */
    private boolean find(FieldSlots slots, KeyTable fields, byte[] array) {
        int due = slots.fillInOrder(fields.keys(), names, values, count);
        if (due == count && due == fields.size()) {
            return true;
        }
        for (int i = due; i < count; i++) {
            long name = names[i];
            int valueAt = values[i];
            int field = name < 0 ? fields.find(name, due) : fields.find(array, (int) name, valueAt - (int) name, due);
            if (field != KeyTable.UNKNOWN) {
                slots.fill(field, valueAt);
                due = field + 1;
            }
        }
        return false;
    }
}
