package dev.repod.internal.wire;

import static dev.repod.internal.wire.Format.*;

import dev.repod.Limits;
import org.jspecify.annotations.Nullable;

/** Goes past values of MessagePack, and judges them: whether they are any, not too deep, and what a Python peer could read. */
abstract sealed class ValueScan permits PayloadScan {
    private final int maxDepth;

    /**
     * Per level of nesting, how many values are still to come. For a map it is below zero and counts up, and its key and
     * value count as two.
     */
    private final int[] remaining;

    byte[] array = {};
    int end;

    /** How many containers are open. */
    int level;

    /** How many were at the most. */
    int depth;

    boolean needsRewriting;

    @Nullable String flaw;

    ValueScan(int maxDepth) {
        if (maxDepth < 1 || maxDepth > Limits.DEEPEST_NESTING) {
            throw new IllegalArgumentException("maxDepth " + maxDepth + " is not in 1.." + Limits.DEEPEST_NESTING);
        }
        this.maxDepth = maxDepth;
        remaining = new int[maxDepth + 1];
    }

    /** What comes next lies in this array, and ends there. */
    final void begin(byte[] bytes, int to) {
        array = bytes;
        end = to;
        level = 0;
        depth = 0;
        needsRewriting = false;
        flaw = null;
    }

    /** How many entries the map has that was opened last. */
    final int entries() {
        return -remaining[level] / 2;
    }

    // Each of these goes past something that begins at an index, and answers the index behind it. The index is no field
    // but handed on, so that it stays in a register: where to look next is what all else waits for.

    /** A value with all that it holds. */
    final int passWhole(int from) {
        int outer = level;
        return passMembers(pass(from), outer);
    }

    /** All that the containers hold that are open above that level. */
    final int passMembers(int from, int outer) {
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

    final void judgeKey(int head) {
        switch (PackType.of(head)) {
            case ARRAY -> flaw("an array is used as a map key");
            case MAP -> flaw("a map is used as a map key");
            default -> {}
        }
    }

    /** A scalar, or the header of a container, which is open then. */
    final int pass(int from) {
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

    static boolean isString(int head) {
        return (head >= FIXSTR && head < NIL) || (head >= STR8 && head <= STR32);
    }

    final int passString(int from, int head) {
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
    static int stringFrom(int from, int head) {
        return from + 1 + (head < NIL ? 0 : 1 << (head - STR8));
    }

    /** The header of a container; what it holds comes next. */
    final int open(int from) {
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

    final int headAt(int index) {
        int head = byteAt(index);
        refuseUnused(head);
        return head;
    }

    final int byteAt(int index) {
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
