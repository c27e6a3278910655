package dev.repod.internal.wire;

/** The type {@link Object}: whatever a message without a record could hold there. */
final class AnyCodec extends Codec {
    static final Codec VALUE = new AnyCodec(false);
    static final Codec KEY = new AnyCodec(true);

    private final boolean isKey;

    private AnyCodec(boolean isKey) {
        this.isKey = isKey;
    }

    @Override
    void write(PackWriter writer, Object value) {
        if (isKey) {
            ValueWriter.writeKey(writer, value);
        } else {
            ValueWriter.write(writer, value);
        }
    }

    @Override
    Object read(PackReader reader) {
        Object value = isKey ? ValueReader.readKey(reader, 0) : ValueReader.read(reader, 0);
        if (value == null) {
            // An element takes nil itself, being nullable for this type; a field that is asked for has none around it.
            throw new MisfitException(expected(), PackType.NIL.words());
        }
        return value;
    }

    @Override
    String expected() {
        return "a value";
    }

    @Override
    boolean isKey() {
        return isKey;
    }
}
