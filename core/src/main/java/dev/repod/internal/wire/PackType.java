package dev.repod.internal.wire;

import java.time.Instant;
import java.util.Arrays;

/** What a MessagePack value is. */
public enum PackType {
    /** nil. */
    NIL("nil"),
    /** true or false. */
    BOOLEAN("a boolean"),
    /** Any of the integer forms. */
    INTEGER("an integer"),
    /** A float32. */
    FLOAT32("a float"),
    /** A float64. */
    FLOAT64("a float"),
    /** A str. */
    STRING("a string"),
    /** A bin. */
    BINARY("bytes"),
    /** An array. */
    ARRAY("a list"),
    /** A map. */
    MAP("a map"),
    /** An extension value that is no time. */
    EXT("an extension value"),
    /** A timestamp extension of a time that {@link Instant} can hold. */
    TIMESTAMP("a timestamp");

    private static final PackType[] BY_HEAD = byHead();

    private final String words;

    PackType(String words) {
        this.words = words;
    }

    /** How a message to the sender names it. */
    public String words() {
        return words;
    }

    /** The type of the value with this first byte; a timestamp is an EXT by that. */
    static PackType of(int head) {
        return BY_HEAD[head];
    }

    private static PackType[] byHead() {
        var types = new PackType[256];
        Arrays.fill(types, INTEGER);
        Arrays.fill(types, Format.FIXMAP, Format.FIXARRAY, MAP);
        Arrays.fill(types, Format.FIXARRAY, Format.FIXSTR, ARRAY);
        Arrays.fill(types, Format.FIXSTR, Format.NIL, STRING);
        types[Format.NIL] = NIL;
        Arrays.fill(types, Format.FALSE, Format.BIN8, BOOLEAN);
        Arrays.fill(types, Format.BIN8, Format.EXT8, BINARY);
        Arrays.fill(types, Format.EXT8, Format.FLOAT32, EXT);
        types[Format.FLOAT32] = FLOAT32;
        types[Format.FLOAT64] = FLOAT64;
        Arrays.fill(types, Format.FIXEXT1, Format.STR8, EXT);
        Arrays.fill(types, Format.STR8, Format.ARRAY16, STRING);
        Arrays.fill(types, Format.ARRAY16, Format.MAP16, ARRAY);
        Arrays.fill(types, Format.MAP16, Format.MIN_NEGATIVE_FIXINT, MAP);
        return types;
    }
}
