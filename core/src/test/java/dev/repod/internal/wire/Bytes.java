package dev.repod.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Payloads for the tests: by hand, by our writer, and by the oracle. */
final class Bytes {
    /** What the oracle can do. */
    interface Packing {
        void pack(MessageBufferPacker packer) throws IOException;
    }

    private Bytes() {}

    /** Spaces are for the reader. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] written(Consumer<PackWriter> writing) {
        var writer = new PackWriter();
        writing.accept(writer);
        return writer.toByteArray();
    }

    static byte[] packed(Packing packing) {
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packing.pack(packer);
            return packer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PackReader reader(byte[] bytes) {
        // Not at the beginning of the array, so that no index happens to be right.
        byte[] shifted = concat(hex("c1c1c1"), bytes, hex("c1c1"));
        var reader = new PackReader();
        reader.reset(shifted, 3, 3 + bytes.length);
        return reader;
    }

    static byte[] concat(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A frame of this many payload bytes, each one its own index. */
    static byte[] frame(int payloadBytes) {
        byte[] frame = new byte[4 + payloadBytes];
        BigEndian.putInt(frame, 0, payloadBytes);
        for (int i = 0; i < payloadBytes; i++) {
            frame[4 + i] = (byte) i;
        }
        return frame;
    }
}
