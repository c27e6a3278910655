package dev.repod.internal.wire;

/** What an integral type of Java can hold, and the words for it. */
enum IntegerRange {
    BYTE(Byte.MIN_VALUE, Byte.MAX_VALUE, "an integer that fits a byte"),
    SHORT(Short.MIN_VALUE, Short.MAX_VALUE, "an integer that fits a short"),
    INT(Integer.MIN_VALUE, Integer.MAX_VALUE, "an integer that fits an int"),
    LONG(Long.MIN_VALUE, Long.MAX_VALUE, "an integer that fits a long");

    private final long min;
    private final long max;
    private final String words;

    IntegerRange(long min, long max, String words) {
        this.min = min;
        this.max = max;
        this.words = words;
    }

    /** Any integer form on the wire will do, as long as the value fits. */
    long read(PackReader reader) {
        return reader.readInteger(min, max, words);
    }
}
