package dev.repod.internal.session;

import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackWriter;
import java.util.Arrays;

/** Credentials as they travel: a message {@code authenticate} of a plain peer, or the same map in HELLO, without the action. */
final class Credentials {
    static final String ACTION = "authenticate";

    /** Those of somebody who has given none. */
    private static final byte[] NONE = message(0, new byte[0], 0, 0);

    private Credentials() {}

    static byte[] none() {
        return NONE.clone();
    }

    static byte[] copyOf(byte[] array, int from, int to) {
        return Arrays.copyOfRange(array, from, to);
    }

    /** Reads the map that comes next in HELLO, as the payload of a message. */
    static byte[] read(PackReader in) {
        int entries = in.readMapHeader();
        int from = in.position();
        for (int value = 0; value < 2 * entries; value++) {
            in.skip();
        }
        return message(entries, in.array(), from, in.position());
    }

    /** The action comes last: where a key stands twice, that is the one that counts. */
    private static byte[] message(int entries, byte[] array, int from, int to) {
        PackWriter out = new PackWriter();
        out.writeMapHeader(entries + 1);
        out.writeRaw(array, from, to);
        out.writeString("action");
        out.writeString(ACTION);
        return out.toByteArray();
    }
}
