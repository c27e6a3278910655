package dev.repod.internal.wire;

import dev.repod.Limits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** MessagePack to Java's own types. */
final class ValueReader {
    private ValueReader() {}

    static @Nullable Object read(PackReader reader, int depth) {
        if (depth > Limits.DEEPEST_NESTING) {
            throw BrokenPeerException.overLimit("depth", Limits.DEEPEST_NESTING, depth);
        }
        return switch (reader.peek()) {
            case NIL -> {
                reader.tryNil();
                yield null;
            }
            case BOOLEAN -> reader.readBoolean();
            case INTEGER -> reader.readAnyInteger();
            case FLOAT32 -> reader.readFloat();
            case FLOAT64 -> reader.readDouble();
            case STRING -> reader.readString();
            case BINARY -> reader.readBinary();
            case ARRAY -> readList(reader, depth + 1);
            case MAP -> readMap(reader, depth + 1);
            case EXT -> reader.readExt();
            case TIMESTAMP -> reader.readTimestamp();
        };
    }

    /** A value that finds its entry again: an array of bytes has no equality of its own. */
    static @Nullable Object readKey(PackReader reader, int depth) {
        Object key = read(reader, depth);
        return key instanceof byte[] bytes ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : key;
    }

    private static List<@Nullable Object> readList(PackReader reader, int depth) {
        var elements = new @Nullable Object[reader.readArrayHeader()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = read(reader, depth);
        }
        return Collections.unmodifiableList(Arrays.asList(elements));
    }

    private static Map<@Nullable Object, @Nullable Object> readMap(PackReader reader, int depth) {
        int entries = reader.readMapHeader();
        // Sized by what comes, not by the header: equal keys fall together.
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        var guard = new KeyGuard();
        for (int i = 0; i < entries; i++) {
            Object key = readKey(reader, depth);
            int size = map.size();
            map.put(key, read(reader, depth));
            if (map.size() > size) {
                guard.added(key);
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
