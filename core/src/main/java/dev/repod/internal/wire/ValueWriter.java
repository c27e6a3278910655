package dev.repod.internal.wire;

import dev.repod.Ext;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Java values to MessagePack, by the class that they turn out to have. */
final class ValueWriter {
    private ValueWriter() {}

    static void write(PackWriter writer, @Nullable Object value) {
        if (!writeScalar(writer, value) && !writeContainer(writer, value)) {
            throw unsendable(value, "");
        }
    }

    /** A key is anything but a container: a Python peer can neither read nor look up those. */
    static void writeKey(PackWriter writer, @Nullable Object key) {
        if (!writeScalar(writer, key)) {
            throw unsendable(key, " as a map key");
        }
    }

    private static boolean writeScalar(PackWriter writer, @Nullable Object value) {
        if (value == null) {
            writer.writeNil();
        } else if (value instanceof CharSequence || value instanceof Character) {
            writer.writeString(value.toString());
        } else if (value instanceof Number number) {
            return writeNumber(writer, number);
        } else if (value instanceof Boolean truth) {
            writer.writeBoolean(truth);
        } else if (value instanceof Enum<?> constant) {
            EnumNames.write(writer, constant);
        } else {
            return writeBytesOrExt(writer, value);
        }
        return true;
    }

    private static boolean writeNumber(PackWriter writer, Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            writer.writeLong(number.longValue());
        } else if (number instanceof Double) {
            writer.writeDouble(number.doubleValue());
        } else if (number instanceof Float) {
            writer.writeFloat(number.floatValue());
        } else if (number instanceof BigInteger big) {
            writer.writeBigInteger(big);
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeBytesOrExt(PackWriter writer, Object value) {
        if (value instanceof byte[] bytes) {
            writer.writeBinary(bytes);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            writer.writeBinary(bytes);
        } else if (value instanceof Instant time) {
            writer.writeTimestamp(time);
        } else if (value instanceof Ext ext) {
            writer.writeExt(ext);
        } else {
            return false;
        }
        return true;
    }

    private static boolean writeContainer(PackWriter writer, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            ContainerWriter.writeMap(writer, map, ValueWriter::writeKey, ValueWriter::write);
        } else if (value instanceof Record record) {
            RecordBinding.of(record.getClass()).writeFields(record, writer);
        } else if (value instanceof Optional<?> optional) {
            write(writer, optional.orElse(null));
        } else if (value instanceof @Nullable Object[] array) {
            ContainerWriter.writeArray(writer, Arrays.asList(array), ValueWriter::write);
        } else if (value instanceof Iterable<?> elements && !(value instanceof Path)) {
            // A path is iterable, and its elements are paths that hold themselves.
            ContainerWriter.writeArray(writer, elements, ValueWriter::write);
        } else if (value != null && value.getClass().isArray()) {
            PrimitiveArrays.write(writer, value);
        } else {
            return false;
        }
        return true;
    }

    private static Unsendable unsendable(@Nullable Object value, String where) {
        String type = value == null ? "null" : value.getClass().getTypeName();
        return new Unsendable(type + " cannot be sent" + where);
    }
}
