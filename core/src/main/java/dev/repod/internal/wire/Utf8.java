package dev.repod.internal.wire;

/**
 * UTF-8: strings to bytes that are always valid, and whether bytes of a peer are. Valid is what is so by the strict rules of Python's decoder: the shortest form of each character, no surrogates,
 * nothing above U+10FFFF.
 *
 * @see <a href="https://www.unicode.org/versions/latest/core-spec/chapter-3/#G27506">Unicode, table 3-7</a>
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean isValid(byte[] array, int from, int to) {
        return isAscii(array, from, to) || isValidBeyondAscii(array, from, to);
    }

    private static boolean isAscii(byte[] array, int from, int to) {
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            if ((BigEndian.getLong(array, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        if (to < Long.BYTES) {
            return isAsciiByByte(array, at, to);
        }
        // One look at the last bytes too, together with those before them, which do not count.
        long last = ~(-1L << (Byte.SIZE * (to - at)));
        return (BigEndian.getLong(array, to - Long.BYTES) & HIGH_BITS & last) == 0;
    }

    private static boolean isAsciiByByte(byte[] array, int from, int to) {
        for (int at = from; at < to; at++) {
            if (array[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isValidBeyondAscii(byte[] array, int from, int to) {
        int at = from;
        while (at < to) {
            if (to - at >= Long.BYTES && (BigEndian.getLong(array, at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
            } else if (array[at] >= 0) {
                at++;
            } else {
                int length = lengthAt(array, at, to);
                if (length == 0) {
                    return false;
                }
                at += length;
            }
        }
        return true;
    }

    /** How many bytes the character beyond ASCII takes that begins here; 0 where none does. */
    private static int lengthAt(byte[] array, int at, int to) {
        int first = array[at] & 0xff;
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (length > to - at || !isSecondByte(first, array[at + 1])) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if (!isContinuation(array[at + i])) {
                return 0;
            }
        }
        return length;
    }

    /** The second byte alone tells overlong forms, surrogates and what is beyond Unicode. */
    private static boolean isSecondByte(int first, byte second) {
        int value = second & 0xff;
        return switch (first) {
            case 0xe0 -> value >= 0xa0 && value <= 0xbf;
            case 0xed -> value >= 0x80 && value <= 0x9f;
            case 0xf0 -> value >= 0x90 && value <= 0xbf;
            case 0xf4 -> value >= 0x80 && value <= 0x8f;
            default -> isContinuation(second);
        };
    }

    private static boolean isContinuation(byte value) {
        return (value & 0xc0) == 0x80;
    }

    /** How many bytes {@link #write} writes. */
    static long length(String value) {
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (isPairAt(value, i)) {
                length += 4;
                i++;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** Writes a string; a surrogate without its other half becomes U+FFFD. */
    static void write(String value, byte[] array, int at) {
        int next = at;
        for (int i = 0; i < value.length(); i++) {
            if (isPairAt(value, i)) {
                next = putCodePoint(value.codePointAt(i++), array, next);
            } else {
                char c = value.charAt(i);
                next = putCodePoint(Character.isSurrogate(c) ? REPLACEMENT : c, array, next);
            }
        }
    }

    private static boolean isPairAt(String value, int at) {
        return Character.isHighSurrogate(value.charAt(at))
                && at + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(at + 1));
    }

    private static int putCodePoint(int c, byte[] array, int at) {
        if (c < 0x80) {
            array[at] = (byte) c;
            return at + 1;
        }
        if (c < 0x800) {
            array[at] = (byte) (0xc0 | c >> 6);
            return putContinuations(c, 1, array, at + 1);
        }
        if (c < 0x10000) {
            array[at] = (byte) (0xe0 | c >> 12);
            return putContinuations(c, 2, array, at + 1);
        }
        array[at] = (byte) (0xf0 | c >> 18);
        return putContinuations(c, 3, array, at + 1);
    }

    private static int putContinuations(int c, int bytes, byte[] array, int at) {
        for (int i = 0; i < bytes; i++) {
            array[at + i] = (byte) (0x80 | (c >> (6 * (bytes - 1 - i)) & 0x3f));
        }
        return at + bytes;
    }
}
