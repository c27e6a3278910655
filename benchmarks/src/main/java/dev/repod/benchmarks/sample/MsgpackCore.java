package dev.repod.benchmarks.sample;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** What a game would write with msgpack-core: a map to bytes and back. Here to be compared with. */
public final class MsgpackCore {
    private MsgpackCore() {}

    /**
     * A map as MessagePack.
     *
     * @param message strings, doubles and integers by name
     * @return the bytes, without a header
     * @throws IOException never: it writes to memory
     */
    public static byte[] encode(Map<String, @Nullable Object> message) throws IOException {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            out.packMapHeader(message.size());
            for (Map.Entry<String, @Nullable Object> field : message.entrySet()) {
                out.packString(field.getKey());
                pack(out, field.getValue());
            }
            return out.toByteArray();
        }
    }

    /**
     * MessagePack as a map.
     *
     * @param payload the bytes, without a header
     * @return the fields by name
     * @throws IOException never: it reads from memory
     */
    public static Map<String, @Nullable Object> decode(byte[] payload) throws IOException {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(payload)) {
            int entries = in.unpackMapHeader();
            Map<String, @Nullable Object> message = new HashMap<>();
            for (int i = 0; i < entries; i++) {
                message.put(in.unpackString(), unpack(in));
            }
            return message;
        }
    }

    private static void pack(MessageBufferPacker out, @Nullable Object value) throws IOException {
        if (value instanceof String text) {
            out.packString(text);
        } else if (value instanceof Double number) {
            out.packDouble(number);
        } else if (value instanceof Integer number) {
            out.packInt(number);
        } else if (value instanceof Long number) {
            out.packLong(number);
        } else {
            throw new IllegalArgumentException(value + " is not in the sample");
        }
    }

    private static @Nullable Object unpack(MessageUnpacker in) throws IOException {
        return switch (in.getNextFormat().getValueType()) {
            case STRING -> in.unpackString();
            case FLOAT -> in.unpackDouble();
            case INTEGER -> in.unpackLong();
            case BOOLEAN -> in.unpackBoolean();
            case NIL -> {
                in.unpackNil();
                yield null;
            }
            default -> throw new IllegalArgumentException("not in the sample");
        };
    }
}
