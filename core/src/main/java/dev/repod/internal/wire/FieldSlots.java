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
    private int[] own = NO_POSITIONS;

    /** Those of the records that are being read: mostly in the array of the stack. */
    private int[] positions = own;

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

    /**
     * Makes place for one record, in which there may be anything: {@link #miss} or {@link #fill} all of them. Answers what
     * {@link #close} needs to return to the one around it.
     */
    int open(int fields) {
        if (end == 0 && positions != own) {
            positions = own;
        }
        int outer = first;
        first = end;
        end += fields;
        if (positions.length < end) {
            own = Arrays.copyOf(own, Math.max(Math.max(end, FIRST_POSITIONS), own.length * 2));
            positions = own;
        }
        return outer;
    }

    /**
     * Fills in those that came in the record's own order, as they mostly do, and that none of the others has been found.
     *
     * @param names the record's own
     * @param found those that came, and where the value of each begins
     * @return how many were filled in
     */
    int fillInOrder(long[] names, long[] found, int[] starts, int count) {
        int[] into = positions;
        int most = Math.min(names.length, count);
        int at = first;
        int field = 0;
        while (field < most && found[field] == names[field]) {
            into[at++] = starts[field++];
        }
        while (at < end) {
            into[at++] = MISSING;
        }
        return field;
    }

    /** None of the fields has been found. */
    void miss() {
        Arrays.fill(positions, first, end, MISSING);
    }

    /** Takes the places of a record that holds no other, and is the only one, from where they were noted, without a copy. */
    void openOn(int[] starts) {
        if (positions != starts) {
            positions = starts;
        }
        first = 0;
        end = 0;
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
