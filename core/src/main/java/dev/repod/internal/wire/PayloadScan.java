package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import org.jspecify.annotations.Nullable;

/**
 * One pass over a payload that judges it, before anything is made of it: whether it is MessagePack at all, within its
 * limits, whether it is a message, and whether a Python peer could read it. Later readers rely on it for their bounds.
 *
 * <p>It does not recurse, and it is kept from one payload to the next: it remembers what messages look like, and allocates for that
 * alone, see {@link MessageForms}.
 */
public final class PayloadScan extends ValueScan {
    /** What a payload is to this library. */
    public enum Kind {
        /** A map whose {@code action} is a string. */
        MESSAGE,
        /** An array: a frame of the library's own. */
        LIBRARY,
        /** Anything else, which is skipped. */
        OTHER
    }

    /** The word, as a {@link ShortKey}. */
    private static final long ACTION = 0xa6_61_63_74_69_6f_6e_00L;

    private static final int NONE = -1;

    /** The level of a message's fields. */
    private static final int FIELDS = 1;

    private final FieldNotes notes = new FieldNotes();
    private final MessageForms forms = new MessageForms();

    private int start;
    private int actionFrom;
    private int actionTo;

    /**
     * @param maxDepth how deep containers may be nested; the outermost is level 1
     */
    public PayloadScan(int maxDepth) {
        super(maxDepth);
    }

    /**
     * Judges one payload; what the other methods answer is about it.
     *
     * @throws BrokenPeerException if it is not exactly one MessagePack value, is nil, or is nested too deep
     */
    public Kind scan(byte[] payload, int from, int to) {
        MessageForm known = forms.find(payload, from, to);
        if (known != null && passAs(known, payload, from, to)) {
            return Kind.MESSAGE;
        }
        Kind kind = scanUnknown(payload, from, to);
        if (kind == Kind.MESSAGE && notes.areComplete() && !needsRewriting && flaw == null) {
            forms.learn(payload, from, to, notes, known);
        }
        return kind;
    }

    private Kind scanUnknown(byte[] payload, int from, int to) {
        begin(payload, from, to);
        notes.forget();
        int head = headAt(from);
        if (head == NIL) {
            throw BrokenPeerException.protocolError("nil payload");
        }
        PackType type = PackType.of(head);
        int next = type == PackType.MAP ? passFields(from) : passWhole(from);
        checkEnd(next);
        return switch (type) {
            case MAP -> actionFrom == NONE ? Kind.OTHER : Kind.MESSAGE;
            case ARRAY -> Kind.LIBRARY;
            default -> Kind.OTHER;
        };
    }

    private void checkEnd(int next) {
        if (next != end) {
            throw BrokenPeerException.protocolError("trailing bytes after the payload: " + (end - next));
        }
    }

    /** The index of the action of a message in that table, or {@link KeyTable#UNKNOWN}. */
    public int actionIn(KeyTable table) {
        MessageForm form = notes.form();
        return form == null
                ? table.find(array, actionFrom, actionTo - actionFrom)
                : form.actionIn(table, array, actionFrom, actionTo);
    }

    /** Where the bytes of a message's action begin. */
    public int actionFrom() {
        return actionFrom;
    }

    /** Where the bytes of a message's action end. */
    public int actionTo() {
        return actionTo;
    }

    /** The deepest nesting; 1 is a map of scalars. */
    public int depth() {
        return depth;
    }

    /** Whether some string is no valid UTF-8: a Python peer would close over it, so it is written anew when relayed. */
    public boolean needsRewriting() {
        return needsRewriting;
    }

    /** What a Python peer could not read and nothing can repair, in words for the sender; null where there is nothing. */
    public @Nullable String flaw() {
        return flaw;
    }

    /** What was scanned, for reading it. */
    byte[] array() {
        return array;
    }

    int from() {
        return start;
    }

    int to() {
        return end;
    }

    /** Where the fields of a message lie. */
    FieldNotes notes() {
        return notes;
    }

    private void begin(byte[] payload, int from, int to) {
        begin(payload, to);
        start = from;
        actionFrom = NONE;
        actionTo = NONE;
    }

    /** A message that has most likely that form. False where it has another one, and is to be scanned without it. */
    private boolean passAs(MessageForm known, byte[] payload, int from, int to) {
        begin(payload, from, to);
        int next = known.actionEnd(from);
        int fields = known.fields();
        if (to - next < 2 * fields) {
            return false; // which one of the fields has no room is found out elsewhere
        }
        level = FIELDS;
        depth = FIELDS;
        int[] values = notes.valuesOf(known);
        for (int i = 0; i < fields; i++) {
            int value = known.field(i).end(payload, next);
            if (value == NameForm.OTHER) {
                return false;
            }
            values[i] = value;
            next = passValue(value);
        }
        checkEnd(next);
        actionFrom = known.actionFrom(from);
        actionTo = known.actionEnd(from);
        return true;
    }

    /** The map that a message is. */
    private int passFields(int from) {
        int next = open(from);
        notes.begin();
        for (int entries = entries(); entries > 0; entries--) {
            next = passField(next);
        }
        return next;
    }

    private int passField(int from) {
        long key = ShortKey.at(array, from);
        return key == ShortKey.NONE ? passAnyField(from) : passNamed(key, ShortKey.end(key, from));
    }

    private int passAnyField(int from) {
        int head = headAt(from);
        if (!isString(head)) {
            judgeKey(head);
            return passWhole(passWhole(from));
        }
        int value = passString(from, head);
        int name = stringFrom(from, head);
        long key = ShortKey.of(array, name, value - name);
        return passNamed(key == ShortKey.NONE ? name : key, value);
    }

    /** The name is a {@link ShortKey}, or the index of a longer one. */
    private int passNamed(long name, int value) {
        int next = passValue(value);
        if (name == ACTION) {
            takeAction(value, next);
        } else {
            notes.add(name, value);
        }
        return next;
    }

    /** The value of a field, with all that it holds. */
    private int passValue(int from) {
        int next = pass(from);
        return level == FIELDS ? next : passMembers(next, FIELDS);
    }

    /** The last of several actions counts, as it does in Python. */
    private void takeAction(int from, int to) {
        int head = headAt(from);
        boolean isName = isString(head);
        actionFrom = isName ? stringFrom(from, head) : NONE;
        actionTo = isName ? to : NONE;
    }
}
