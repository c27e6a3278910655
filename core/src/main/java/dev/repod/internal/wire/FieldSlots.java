package dev.repod.internal.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a record were found in the bytes: fields come in any order, a record's constructor wants them in its
 * own. A stack, because records hold records; it is kept from one message to the next, so that it costs nothing.
 */
final class FieldSlots {
    private static final int MISSING = 0;

    private static final int FIRST_POSITIONS = 32;
    private static final int[] NO_POSITIONS = {};

    /** Empty until a record is read: readers that are made to look at one field need none. */
    private int[] positions = NO_POSITIONS;

    /** Null where the outermost map has to be walked through, as every other has. */
    private @Nullable FieldNotes notes;

    private int first;
    private int end;

    void clear() {
        notes = null;
        first = 0;
        end = 0;
    }

    /** The message that is read was judged before, and this was noted; it is asked for if it was not. */
    void use(FieldNotes made) {
        if (made.areComplete()) {
            notes = made;
        } else {
            made.ask();
        }
    }

    /** Where the fields of the outermost map lie, or null where that is not known. */
    @Nullable FieldNotes notes() {
        return notes;
    }

    /** Makes place for one record; answers what {@link #close} needs to return to the one around it. */
    int open(int fields) {
        int outer = first;
        first = end;
        end += fields;
        if (positions.length < end) {
            positions = Arrays.copyOf(positions, Math.max(Math.max(end, FIRST_POSITIONS), positions.length * 2));
        }
        Arrays.fill(positions, first, end, MISSING);
        return outer;
    }

    void close(int outer) {
        end = first;
        first = outer;
    }

    /** A value begins there. Never at 0: the head of the map is before it. */
    void fill(int field, int position) {
        positions[first + field] = position;
    }

    /** Where the value of this field begins, 0 if it is missing. */
    int position(int field) {
        return positions[first + field];
    }
}
