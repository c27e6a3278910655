package dev.repod;

import java.util.Arrays;

/**
 * A MessagePack extension value that this library has no Java type for. The timestamp extension (type -1) never shows up
 * here when it is well-formed: it reads as {@link java.time.Instant}.
 *
 * <p>Only types 0 to 127 can be sent: the reserved negative ones close a Python peer. Immutable; the bytes are copied in
 * and out.
 *
 * @param type the extension type, -128 to 127
 * @param bytes its content
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md#extension-types">MessagePack, extension types</a>
 */
public record Ext(int type, byte[] bytes) implements Comparable<Ext> {
    /**
     * Checks the type and copies the bytes.
     *
     * @param type the extension type
     * @param bytes its content
     * @throws IllegalArgumentException if the type does not fit into a signed byte
     */
    public Ext {
        if (type < -128 || type > 127) {
            throw new IllegalArgumentException("ext type " + type + " is not in -128..127");
        }
        bytes = bytes.clone();
    }

    /**
     * A copy of the content.
     *
     * @return the bytes
     */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** By type, then by content: so that a map with such keys stays fast, whatever a peer puts into it. */
    @Override
    public int compareTo(Ext other) {
        return type == other.type ? Arrays.compare(bytes, other.bytes) : Integer.compare(type, other.type);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ext ext && type == ext.type && Arrays.equals(bytes, ext.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * type + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Ext[type=" + type + ", " + bytes.length + " bytes]";
    }
}
