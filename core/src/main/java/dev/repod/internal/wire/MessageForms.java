package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import org.jspecify.annotations.Nullable;

/**
 * The forms of the messages that came last, by their actions. What a peer can have this hold and do is little: {@value #PLACES}
 * forms of a kilobyte or so, a new one for each {@value #LEARNED_OF} messages that had none, and to be judged twice.
 */
final class MessageForms {
    /** One of so many messages of no known form is remembered. */
    static final int LEARNED_OF = 16;

    private static final int PLACES = 32;
    private static final int HEAD_SHIFT = 56;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final int SPREAD_SHIFT = Long.SIZE - 5;

    /** The head of a map of up to 15 entries, and behind it the key {@code action}. */
    private static final long SHORT_MAP = 0x80_a6_61_63_74_69_6f_6eL;

    private static final long MAP_MASK = ~(0x0fL << HEAD_SHIFT);

    private static final int NOWHERE = -1;

    /** Where the action begins in such a map, with its header. */
    static final int ACTION_AT = Long.BYTES;

    private @Nullable MessageForm[] forms = {};
    private int unknown;

    /** The form that a message may have which begins there; null where none is known. */
    @Nullable MessageForm find(byte[] array, int from, int to) {
        int place = forms.length == 0 ? NOWHERE : place(array, from, to);
        if (place == NOWHERE) {
            return null;
        }
        int head = array[from] & 0xff;
        int actionAt = from + ACTION_AT;
        MessageForm form = forms[place];
        if (form == null || !form.isOf(head, array, actionAt)) {
            form = forms[place ^ 1];
        }
        return form != null && form.isOf(head, array, actionAt) ? form : null;
    }

    /**
     * A message was scanned that may be remembered: its strings are valid, and all its fields noted.
     *
     * @param mistaken the form that it was taken for, or null
     */
    void learn(byte[] array, int from, int to, FieldNotes notes, @Nullable MessageForm mistaken) {
        unknown = (unknown + 1) % LEARNED_OF;
        if (unknown != 1) {
            return;
        }
        int place = place(array, from, to);
        if (place == NOWHERE || (array[from] & MAX_FIX_COUNT) != 1 + notes.count()) {
            return;
        }
        NameForm action = NameForm.at(array, from + ACTION_AT);
        NameForm @Nullable [] fields = notes.forms(array);
        if (action != null && fields != null) {
            if (forms.length == 0) {
                forms = new MessageForm[PLACES];
            }
            boolean isFree = forms[place] == null || forms[place] == mistaken;
            forms[isFree ? place : place ^ 1] = new MessageForm(action, fields);
        }
    }

    /** Where the form of a message is kept that begins there; {@link #NOWHERE} for one of another kind. */
    private static int place(byte[] array, int from, int to) {
        if (to - from <= ACTION_AT || array.length - from < ACTION_AT + Long.BYTES) {
            return NOWHERE;
        }
        long action = BigEndian.getLong(array, from + ACTION_AT);
        int size = (int) (action >>> HEAD_SHIFT) - FIXSTR;
        int end = from + ACTION_AT + 1 + size;
        boolean isShort = size >= 0 && size <= NameForm.MOST_BYTES && end <= to;
        if (!isShort || (BigEndian.getLong(array, from) & MAP_MASK) != SHORT_MAP) {
            return NOWHERE;
        }
        long name = size <= ShortKey.MOST_BYTES
                ? ShortKey.used(action, size)
                : action + 31 * BigEndian.getLong(array, end - Long.BYTES);
        return (int) ((name * SPREAD) >>> SPREAD_SHIFT);
    }
}
