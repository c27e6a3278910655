package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import dev.repod.Limits;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a payload that judges it, before anything is made of it: whether it is MessagePack at all, within its
 * limits, whether it is a message, and whether a Python peer could read it. Later readers rely on it for their bounds.
 *
 * <p>It allocates nothing and does not recurse, and it is kept from one payload to the next.
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

    private static final byte[] ACTION = "action".getBytes(StandardCharsets.US_ASCII);
    private static final int NONE = -1;

    private final int maxDepth;

    /** Per level of nesting, how many values are still to come; a map's key and value count as two. */
    private final int[] remaining;

    private final boolean[] isMap;

    private byte[] array = {};
    private int at;
    private int end;
    private int level;
    private int depth;
    private int actionFrom;
    private int actionTo;
    private boolean isActionNext;
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
        isMap = new boolean[maxDepth + 1];
    }

    /**
     * Judges one payload; what the other methods answer is about it.
     *
     * @throws BrokenPeerException if it is not exactly one MessagePack value, is nil, or is nested too deep
     */
    public Kind scan(byte[] payload, int from, int to) {
        begin(payload, from, to);
        int first = head();
        if (first == NIL) {
            throw BrokenPeerException.protocolError("nil payload");
        }
        value(first);
        while (level > 0) {
            if (remaining[level] == 0) {
                level--;
            } else {
                next();
            }
        }
        if (at != end) {
            throw BrokenPeerException.protocolError("trailing bytes after the payload: " + (end - at));
        }
        return switch (PackType.of(first)) {
            case MAP -> actionFrom == NONE ? Kind.OTHER : Kind.MESSAGE;
            case ARRAY -> Kind.LIBRARY;
            default -> Kind.OTHER;
        };
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

    private void begin(byte[] payload, int from, int to) {
        array = payload;
        at = from;
        end = to;
        level = 0;
        depth = 0;
        actionFrom = NONE;
        actionTo = NONE;
        isActionNext = false;
        needsRewriting = false;
        flaw = null;
    }

    /** The next key, value or element of the container that is open. */
    private void next() {
        boolean isKey = isMap[level] && (remaining[level] & 1) == 0;
        remaining[level]--;
        int head = head();
        if (isKey && head >= FIXMAP) {
            judgeKey(head);
        } else if (isActionNext) {
            takeAction(head);
        }
        value(head);
    }

    private void judgeKey(int head) {
        switch (PackType.of(head)) {
            case ARRAY -> flaw("an array is used as a map key");
            case MAP -> flaw("a map is used as a map key");
            case STRING -> isActionNext = level == 1 && isActionAt(head);
            default -> {}
        }
    }

    /** Whether the string with this head is the word, whichever form its header has. */
    private boolean isActionAt(int head) {
        int start = at;
        int from = enterString(head);
        boolean isAction = at - from == ACTION.length;
        for (int i = 0; isAction && i < ACTION.length; i++) {
            isAction = array[from + i] == ACTION[i];
        }
        at = start;
        return isAction;
    }

    /** The last of several actions counts, as it does in Python. */
    private void takeAction(int head) {
        isActionNext = false;
        actionFrom = NONE;
        actionTo = NONE;
        if (PackType.of(head) == PackType.STRING) {
            int start = at;
            actionFrom = enterString(head);
            actionTo = at;
            at = start;
        }
    }

    /** Goes past one value whose head was read, or into it if it is a container. */
    private void value(int head) {
        switch (PackType.of(head)) {
            case NIL, BOOLEAN -> {}
            case INTEGER -> {
                if (head >= UINT8 && head <= INT64) {
                    skip(1 << (head & 3));
                }
            }
            case FLOAT32 -> skip(Integer.BYTES);
            case FLOAT64 -> skip(Long.BYTES);
            case STRING -> {
                int from = enterString(head);
                needsRewriting |= !Utf8.isValid(array, from, at);
            }
            case BINARY -> skip(unsigned(1 << (head - BIN8)));
            case ARRAY -> open(head < FIXSTR ? head & MAX_FIX_COUNT : unsigned(head == ARRAY16 ? 2 : 4), false);
            case MAP -> open(head < FIXARRAY ? head & MAX_FIX_COUNT : unsigned(head == MAP16 ? 2 : 4), true);
            default -> ext(head);
        }
    }

    private void open(long count, boolean map) {
        long values = map ? 2 * count : count;
        // Each value takes a byte at least.
        if (values > end - at) {
            throw BrokenPeerException.truncated();
        }
        if (++level > maxDepth) {
            throw BrokenPeerException.overLimit("depth", maxDepth, level);
        }
        depth = Math.max(depth, level);
        remaining[level] = (int) values;
        isMap[level] = map;
    }

    private void ext(int head) {
        long size = head >= FIXEXT1 ? 1 << (head - FIXEXT1) : unsigned(1 << (head - EXT8));
        skip(1 + size);
        int content = at - (int) size;
        int type = array[content - 1];
        if (type == Timestamps.EXT_TYPE && !Timestamps.isValid(array, content, (int) size)) {
            flaw("a timestamp is malformed");
        } else if (type < Timestamps.EXT_TYPE) {
            flaw("a reserved ext type is used");
        }
    }

    private void flaw(String what) {
        if (flaw == null) {
            flaw = what;
        }
    }

    /** Goes past a string whose head was read; answers where its bytes begin. */
    private int enterString(int head) {
        long size = head < NIL ? head & MAX_FIX_STR : unsigned(1 << (head - STR8));
        int from = at;
        skip(size);
        return from;
    }

    private int head() {
        if (at >= end) {
            throw BrokenPeerException.truncated();
        }
        int head = array[at++] & 0xff;
        if (head == NEVER_USED) {
            throw BrokenPeerException.protocolError("reserved byte 0xc1");
        }
        return head;
    }

    private long unsigned(int bytes) {
        int from = at;
        skip(bytes);
        return switch (bytes) {
            case 1 -> array[from] & 0xff;
            case 2 -> BigEndian.getShort(array, from) & 0xffff;
            default -> Integer.toUnsignedLong(BigEndian.getInt(array, from));
        };
    }

    private void skip(long bytes) {
        if (bytes > end - at) {
            throw BrokenPeerException.truncated();
        }
        at += (int) bytes;
    }
}
