package dev.repod.internal.wire;

/**
 * Makes a message readable for everyone whose strings are no valid UTF-8. It copies from bytes to bytes and builds nothing in
 * between: a hostile payload must not choose the keys of a map of ours.
 */
public final class Mending {
    private Mending() {}

    /** Copies the next value of a payload that was scanned, with U+FFFD in place of what is no UTF-8. */
    public static void copy(PackReader in, PackWriter out) {
        switch (in.peek()) {
            case STRING -> out.writeString(in.readString());
            case ARRAY -> {
                int elements = in.readArrayHeader();
                out.writeArrayHeader(elements);
                copyEach(elements, in, out);
            }
            case MAP -> {
                int entries = in.readMapHeader();
                out.writeMapHeader(entries);
                copyEach(2L * entries, in, out);
            }
            default -> {
                int from = in.position();
                in.skip();
                out.writeRaw(in.array(), from, in.position());
            }
        }
    }

    private static void copyEach(long values, PackReader in, PackWriter out) {
        for (long i = 0; i < values; i++) {
            copy(in, out);
        }
    }
}
