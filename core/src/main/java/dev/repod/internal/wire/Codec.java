package dev.repod.internal.wire;

/** How one Java type is on the wire. Null and nil are not its business but that of {@link Element}. */
abstract class Codec {
    abstract void write(PackWriter writer, Object value);

    abstract Object read(PackReader reader);

    /** What a sender is told that belongs there. */
    abstract String expected();

    /** Whether a map may have it as a key: not a container, and equal by value. */
    boolean isKey() {
        return false;
    }
}
