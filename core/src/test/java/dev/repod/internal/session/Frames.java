package dev.repod.internal.session;

import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.Values;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames as bytes, made from values, and back. */
final class Frames {
    static final byte[] CONNECTED = of(Map.of("action", "connected"));
    static final byte[] HELLO = of(List.of(1, 1, 0, Map.of()));
    static final byte[] WELCOME = of(List.of(2, 1, 0, Map.of("outcome", "fresh")));

    private Frames() {}

    /** A frame that holds this value: a list is the library's own, a map with an action a message. */
    static byte[] of(@Nullable Object value) {
        PackWriter out = new PackWriter();
        out.beginFrame();
        Values.write(out, value, "frame");
        out.endFrame();
        return out.toByteArray();
    }

    static byte[] message(String action) {
        return of(Map.of("action", action));
    }

    /** A frame around a payload in hex. */
    static byte[] raw(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] frame = new byte[4 + payload.length];
        frame[0] = (byte) (payload.length >> 24);
        frame[1] = (byte) (payload.length >> 16);
        frame[2] = (byte) (payload.length >> 8);
        frame[3] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 4, payload.length);
        return frame;
    }

    static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static byte[] repeated(byte[] part, int times) {
        var all = new ByteArrayOutputStream(part.length * times);
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** What the bytes of a stream say, a text a frame; fails where they are not a row of whole frames. */
    static List<String> texts(byte[] stream) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int length = (stream[at] & 0xff) << 24
                    | (stream[at + 1] & 0xff) << 16
                    | (stream[at + 2] & 0xff) << 8
                    | (stream[at + 3] & 0xff);
            int payload = at + 4;
            if (payload + length > stream.length) {
                throw new AssertionError("a frame of " + length + " bytes is cut at " + (stream.length - payload));
            }
            texts.add(String.valueOf(Values.read(new PackReader().reset(stream, payload, payload + length))));
            at = payload + length;
        }
        return texts;
    }
}
