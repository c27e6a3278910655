package dev.repod.internal.wire;

import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types that hold no others. Primitives are here for the places where Java boxes them anyhow. */
final class ScalarCodec<T> extends Codec {
    private static final Map<Class<?>, Codec> BY_TYPE = Stream.<ScalarCodec<?>>of(
                    new ScalarCodec<>(String.class, "a string", PackReader::readString, PackWriter::writeString),
                    new ScalarCodec<>(Boolean.class, "a boolean", PackReader::readBoolean, PackWriter::writeBoolean),
                    new ScalarCodec<>(
                            Byte.class,
                            "an integer",
                            in -> (byte) IntegerRange.BYTE.read(in),
                            (out, value) -> out.writeLong(value)),
                    new ScalarCodec<>(
                            Short.class,
                            "an integer",
                            in -> (short) IntegerRange.SHORT.read(in),
                            (out, value) -> out.writeLong(value)),
                    new ScalarCodec<>(
                            Integer.class, "an integer", PackReader::readInt, (out, value) -> out.writeLong(value)),
                    new ScalarCodec<>(
                            Long.class, "an integer", PackReader::readLong, (out, value) -> out.writeLong(value)),
                    new ScalarCodec<>(Float.class, "a number", PackReader::readFloat, PackWriter::writeFloat),
                    new ScalarCodec<>(Double.class, "a number", PackReader::readDouble, PackWriter::writeDouble),
                    new ScalarCodec<>(
                            Character.class,
                            "a string of one character",
                            PackReader::readChar,
                            (out, value) -> out.writeString(value.toString())),
                    new ScalarCodec<>(
                            Instant.class, "a timestamp", PackReader::readTimestamp, PackWriter::writeTimestamp),
                    new ScalarCodec<>(byte[].class, "bytes", PackReader::readBinary, PackWriter::writeBinary))
            .collect(Collectors.toUnmodifiableMap(codec -> codec.type, codec -> codec));

    private final Class<T> type;
    private final String expected;
    private final Function<PackReader, T> reading;
    private final BiConsumer<PackWriter, T> writing;

    private ScalarCodec(
            Class<T> type, String expected, Function<PackReader, T> reading, BiConsumer<PackWriter, T> writing) {
        this.type = type;
        this.expected = expected;
        this.reading = reading;
        this.writing = writing;
    }

    /** The codec of a type that holds no others, null for any other. */
    static @Nullable Codec of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    @Override
    void write(PackWriter writer, Object value) {
        writing.accept(writer, type.cast(value));
    }

    @Override
    Object read(PackReader reader) {
        return reading.apply(reader);
    }

    @Override
    String expected() {
        return expected;
    }

    @Override
    boolean isKey() {
        return type != byte[].class;
    }
}
