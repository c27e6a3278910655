package dev.repod.internal.wire;

import org.jspecify.annotations.Nullable;

/** Values of no type known beforehand: what a message without a record holds. */
public final class Values {
    private Values() {}

    /**
     * Reads the next value of a payload that was scanned: {@link String}, {@link Long} ({@link java.math.BigInteger}
     * above its range), {@link Float}, {@link Double}, {@link Boolean}, null, {@code byte[]} (as a map key a read-only
     * {@link java.nio.ByteBuffer}, which is equal by content), an unmodifiable {@link java.util.List} or
     * {@link java.util.Map} in the order of the bytes, {@link java.time.Instant}, {@link dev.repod.Ext}.
     */
    public static @Nullable Object read(PackReader reader) {
        return ValueReader.read(reader, 0);
    }

    /**
     * Writes a value as MessagePack.
     *
     * @param root what the path begins with where something in it cannot be sent: the action
     * @throws IllegalArgumentException naming path and class of what has no form on the wire, or the path that is too deep
     */
    public static void write(PackWriter writer, @Nullable Object value, String root) {
        try {
            ValueWriter.write(writer, value);
        } catch (Unsendable unsendable) {
            throw unsendable.from(root);
        }
    }

    /**
     * Writes a field's value as MessagePack, as {@link #write}; the path is only put together where it is needed.
     *
     * @throws IllegalArgumentException as there
     */
    public static void writeField(PackWriter writer, @Nullable Object value, String root, String field) {
        try {
            ValueWriter.write(writer, value);
        } catch (Unsendable unsendable) {
            throw unsendable.inField(field).from(root);
        }
    }

    /**
     * Whether both say the same: integers by value whatever their Java type, but never equal to a float; floats as
     * doubles; bytes by content; lists in order; maps in any.
     */
    public static boolean equal(@Nullable Object one, @Nullable Object other) {
        return ValueEquality.equal(one, other);
    }

    /** A hash that goes with {@link #equal}. */
    public static int hash(@Nullable Object value) {
        return ValueEquality.hash(value);
    }
}
