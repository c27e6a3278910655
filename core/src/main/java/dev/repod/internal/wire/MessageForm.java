package dev.repod.internal.wire;

import org.jspecify.annotations.Nullable;

/**
 * How messages of one action look: which fields they have, in which order. Games say the same again and again, so what comes next is
 * mostly known by comparing a few numbers, and what was found out about it once need not be looked for again. Confined to the one
 * thread that scans.
 */
final class MessageForm {
    private final int mapHead;
    private final NameForm action;
    private final NameForm[] fields;

    /** The record whose components these fields are, all of them and in their order, as far as that is known. */
    private @Nullable KeyTable record;

    /** A table in which the action was looked up, and what was found. */
    private @Nullable KeyTable actions;

    private int actionIndex;

    MessageForm(NameForm action, NameForm[] fields) {
        this.mapHead = Format.FIXMAP | (1 + fields.length);
        this.action = action;
        this.fields = fields;
    }

    /** Whether a message that begins with this head, and has its action there, may be of this form. */
    boolean isOf(int head, byte[] array, int actionAt) {
        return head == mapHead && action.end(array, actionAt) != NameForm.OTHER;
    }

    /** Where the bytes of the action begin in a message that begins there. */
    int actionFrom(int from) {
        return from + MessageForms.ACTION_AT + 1;
    }

    /** Where they end, and the fields begin. */
    int actionEnd(int from) {
        return from + MessageForms.ACTION_AT + action.size();
    }

    int fields() {
        return fields.length;
    }

    NameForm field(int index) {
        return fields[index];
    }

    /** The index of its action, which lies there, in that table. */
    int actionIn(KeyTable table, byte[] array, int from, int to) {
        if (actions != table) {
            actionIndex = table.find(array, from, to - from);
            actions = table;
        }
        return actionIndex;
    }

    boolean isOfRecord(KeyTable names) {
        return record == names;
    }

    /** Its fields are found to be these. */
    void ofRecord(KeyTable names) {
        record = names;
    }
}
