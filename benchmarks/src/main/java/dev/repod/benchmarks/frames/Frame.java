package dev.repod.benchmarks.frames;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Bytes of frames, for a connection's output. */
public final class Frame {
    /** The bytes of a frame's length. */
    public static final int HEADER_BYTES = 4;

    private Frame() {}

    /**
     * A frame around any bytes.
     *
     * @param payload may be nonsense
     * @return header and payload
     */
    public static byte[] of(byte[] payload) {
        return claiming(payload.length, payload);
    }

    /**
     * A header, and perhaps less behind it than it says.
     *
     * @param claimedBytes the length that the header tells
     * @param payload what follows
     * @return header and payload
     */
    public static byte[] claiming(int claimedBytes, byte[] payload) {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length)
                .putInt(claimedBytes)
                .put(payload)
                .array();
    }

    /**
     * One of the library's own.
     *
     * @param elements the code and what follows it: integers, texts, byte arrays and maps
     * @return a whole frame
     */
    public static byte[] array(Object... elements) {
        return of(pack(elements));
    }

    /**
     * The first frame of an extended client.
     *
     * @param features what it can do: 1 for sessions, 2 for keepalive, 3 for both
     * @param said its map
     * @return a whole frame
     */
    public static byte[] hello(int features, Map<String, ?> said) {
        return array(1, 1, features, said);
    }

    /**
     * A message.
     *
     * @param fields with its {@code action}
     * @return a whole frame
     */
    public static byte[] message(Map<String, ?> fields) {
        return of(pack(fields));
    }

    /**
     * The MessagePack of a value.
     *
     * @param value an integer, a text, a byte array, a map, or an array of such
     * @return a payload
     */
    public static byte[] pack(Object value) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            pack(packer, value);
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pack(MessageBufferPacker packer, Object value) throws IOException {
        if (value instanceof byte[] bytes) {
            packer.packBinaryHeader(bytes.length).writePayload(bytes);
        } else if (value instanceof Number number) {
            packer.packLong(number.longValue());
        } else if (value instanceof Object[] elements) {
            packer.packArrayHeader(elements.length);
            for (Object element : elements) {
                pack(packer, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            packer.packMapHeader(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                pack(packer, entry.getKey());
                pack(packer, entry.getValue());
            }
        } else {
            packer.packString(value.toString());
        }
    }
}
