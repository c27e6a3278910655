package dev.repod.internal.wire;

/** An enum by the {@code snake_case} name of its constant. */
final class EnumCodec extends Codec {
    private final EnumNames names;

    EnumCodec(Class<?> type) {
        names = EnumNames.of(type);
    }

    @Override
    void write(PackWriter writer, Object value) {
        EnumNames.write(writer, (Enum<?>) value);
    }

    @Override
    Object read(PackReader reader) {
        return names.read(reader);
    }

    @Override
    String expected() {
        return names.expected();
    }

    @Override
    boolean isKey() {
        return true;
    }
}
