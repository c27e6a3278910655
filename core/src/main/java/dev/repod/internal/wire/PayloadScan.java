package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import dev.repod.Limits;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a payload that judges it, before anything is made of it: whether it is MessagePack at all, within its
 * limits, whether it is a message, and whether a Python peer could read it. Later readers rely on it for their bounds.
 *
 * <p>It does not recurse, and it is kept from one payload to the next: it remembers what messages look like, and allocates for that
 * alone, see {@link MessageForms}.
 */
public final class PayloadScan {
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

    private final int maxDepth;

    /**
     * Per level of nesting, how many values are still to come. For a map it is below zero and counts up, and its key and
     * value count as two.
     */
    private final int[] remaining;

    private final FieldNotes notes = new FieldNotes();
    private final MessageForms forms = new MessageForms();

    private byte[] array = {};
    private int start;
    private int end;
    private int level;
    private int depth;
    private int actionFrom;
    private int actionTo;
    private boolean needsRewriting;
    private @Nullable String flaw;

    /**
     * @param maxDepth how deep containers may be nested; the outermost is level 1
     */
    public PayloadScan(int maxDepth) {
        if (maxDepth < 1 || maxDepth > Limits.DEEPEST_NESTING) {
            throw new IllegalArgumentException("maxDepth " + maxDepth + " is not in 1.." + Limits.DEEPEST_NESTING);
        }
        this.maxDepth = maxDepth;
        remaining = new int[maxDepth + 1];
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
        array = payload;
        start = from;
        end = to;
        level = 0;
        depth = 0;
        actionFrom = NONE;
        actionTo = NONE;
        needsRewriting = false;
        flaw = null;
    }

    // Each of these goes past something that begins at an index, and answers the index behind it. The index is no field
    // but handed on, so that it stays in a register: where to look next is what all else waits for.

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
            next = pass(value);
            if (level != FIELDS) {
                next = passMembers(next, FIELDS);
            }
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
        for (int entries = -remaining[level] / 2; entries > 0; entries--) {
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
        int next = pass(value);
        if (level != FIELDS) {
            next = passMembers(next, FIELDS);
        }
        if (name == ACTION) {
            takeAction(value, next);
        } else {
            notes.add(name, value);
        }
        return next;
    }

    /** The last of several actions counts, as it does in Python. */
    private void takeAction(int from, int to) {
        int head = headAt(from);
        boolean isName = isString(head);
        actionFrom = isName ? stringFrom(from, head) : NONE;
        actionTo = isName ? to : NONE;
    }

    /** A value with all that it holds. */
    private int passWhole(int from) {
        int outer = level;
        return passMembers(pass(from), outer);
    }

    /** All that the containers hold that are open above that level. */
    private int passMembers(int from, int outer) {
        int next = from;
        while (level > outer) {
            if (remaining[level] == 0) {
                level--;
            } else {
                next = passMember(next);
            }
        }
        return next;
    }

    /** The next key, value or element of the container that is open. */
    private int passMember(int from) {
        int left = remaining[level];
        remaining[level] = left < 0 ? left + 1 : left - 1;
        if (left < 0 && (left & 1) == 0) {
            judgeKey(headAt(from));
        }
        return pass(from);
    }

    private void judgeKey(int head) {
        switch (PackType.of(head)) {
            case ARRAY -> flaw("an array is used as a map key");
            case MAP -> flaw("a map is used as a map key");
            default -> {}
        }
    }

    /** A scalar, or the header of a container, which is open then. */
    private int pass(int from) {
        int head = byteAt(from);
        // What is most frequent is told by branches, which the processor foresees: see ShortKey.end.
        if (head == FLOAT64) {
            return past(from, 1 + Double.BYTES);
        }
        if (head <= MAX_FIXINT) {
            return from + 1;
        }
        if (isString(head)) {
            return passString(from, head);
        }
        refuseUnused(head);
        int bytes = ScalarBytes.of(head);
        if (bytes != ScalarBytes.UNTOLD) {
            return past(from, bytes);
        }
        return switch (PackType.of(head)) {
            case BINARY -> {
                int sizeBytes = 1 << (head - BIN8);
                yield past(from + 1 + sizeBytes, unsigned(from + 1, sizeBytes));
            }
            case ARRAY, MAP -> open(from);
            default -> passExt(from, head);
        };
    }

    private static boolean isString(int head) {
        return (head >= FIXSTR && head < NIL) || (head >= STR8 && head <= STR32);
    }

    private int passString(int from, int head) {
        int content = from + 1;
        int to;
        if (head < NIL) {
            to = past(content, head & MAX_FIX_STR);
        } else {
            int sizeBytes = 1 << (head - STR8);
            content += sizeBytes;
            to = past(content, unsigned(from + 1, sizeBytes));
        }
        if (!Utf8.isValid(array, content, to)) {
            needsRewriting = true;
        }
        return to;
    }

    /** Where the bytes of a string begin, whose header begins there. */
    private static int stringFrom(int from, int head) {
        return from + 1 + (head < NIL ? 0 : 1 << (head - STR8));
    }

    /** The header of a container; what it holds comes next. */
    private int open(int from) {
        int head = headAt(from);
        boolean map = PackType.of(head) == PackType.MAP;
        int next = from + 1;
        long count = head & MAX_FIX_COUNT;
        if (head >= ARRAY16) {
            int countBytes = 2 << (head & 1);
            count = unsigned(next, countBytes);
            next += countBytes;
        }
        long values = map ? 2 * count : count;
        // Each value takes a byte at least.
        if (values > end - next) {
            throw BrokenPeerException.truncated();
        }
        if (++level > maxDepth) {
            throw BrokenPeerException.overLimit("depth", maxDepth, level);
        }
        depth = Math.max(depth, level);
        remaining[level] = map ? (int) -values : (int) values;
        return next;
    }

    private int passExt(int from, int head) {
        int sizeBytes = head >= FIXEXT1 ? 0 : 1 << (head - EXT8);
        int typeAt = from + 1 + sizeBytes;
        long size = sizeBytes == 0 ? 1 << (head - FIXEXT1) : unsigned(from + 1, sizeBytes);
        int next = past(typeAt, 1 + size);
        int type = array[typeAt];
        if (type == Timestamps.EXT_TYPE && !Timestamps.isValid(array, typeAt + 1, (int) size)) {
            flaw("a timestamp is malformed");
        } else if (type < Timestamps.EXT_TYPE) {
            flaw("a reserved ext type is used");
        }
        return next;
    }

    private void flaw(String what) {
        if (flaw == null) {
            flaw = what;
        }
    }

    private int headAt(int index) {
        int head = byteAt(index);
        refuseUnused(head);
        return head;
    }

    private int byteAt(int index) {
        if (index >= end) {
            throw BrokenPeerException.truncated();
        }
        return array[index] & 0xff;
    }

    private static void refuseUnused(int head) {
        if (head == NEVER_USED) {
            throw BrokenPeerException.protocolError("reserved byte 0xc1");
        }
    }

    private long unsigned(int from, int bytes) {
        past(from, bytes);
        return switch (bytes) {
            case 1 -> array[from] & 0xff;
            case 2 -> BigEndian.getShort(array, from) & 0xffff;
            default -> Integer.toUnsignedLong(BigEndian.getInt(array, from));
        };
    }

    private int past(int from, int bytes) {
        if (bytes > end - from) {
            throw BrokenPeerException.truncated();
        }
        return from + bytes;
    }

    private int past(int from, long bytes) {
        if (bytes > end - from) {
            throw BrokenPeerException.truncated();
        }
        return from + (int) bytes;
    }
}
