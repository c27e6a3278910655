package dev.repod.internal.session;

import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackType;
import dev.repod.internal.wire.PayloadScan;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The messages by which plain peers take part in keepalive and sessions: docs/protocol.md, section 3. */
final class PlainMessages {
    static final String PING = "ping";
    static final String PONG = "pong";

    private static final byte[] PING_BYTES = PING.getBytes(StandardCharsets.UTF_8);
    private static final byte[] PONG_BYTES = PONG.getBytes(StandardCharsets.UTF_8);
    private static final byte[] AUTHENTICATE = Credentials.ACTION.getBytes(StandardCharsets.UTF_8);
    private static final byte[] RECOVERY = "recover_session".getBytes(StandardCharsets.UTF_8);

    private PlainMessages() {}

    /** Whether it is exactly {@code {"action": "ping"}}: with any other field it is the program's. */
    static boolean isPing(byte[] array, int from, int to, PayloadScan scan) {
        return isExactly(PING_BYTES, array, from, to, scan);
    }

    /** Whether it is exactly {@code {"action": "pong"}}. */
    static boolean isPong(byte[] array, int from, int to, PayloadScan scan) {
        return isExactly(PONG_BYTES, array, from, to, scan);
    }

    private static boolean isExactly(byte[] action, byte[] array, int from, int to, PayloadScan scan) {
        return hasAction(action, array, scan)
                && new PackReader().reset(array, from, to).readMapHeader() == 1;
    }

    /** Whether it asks for a session. */
    static boolean isRecovery(byte[] array, PayloadScan scan) {
        return hasAction(RECOVERY, array, scan);
    }

    /** Whether it says who its sender is. */
    static boolean isAuthentication(byte[] array, PayloadScan scan) {
        return hasAction(AUTHENTICATE, array, scan);
    }

    /** The session that it asks for; an empty text where it does not say. */
    static String sessionId(byte[] array, int from, int to) {
        @Nullable String id = text(array, from, to, "session_id");
        return id == null ? "" : id;
    }

    /** The text in a field; null where there is none. */
    static @Nullable String text(byte[] array, int from, int to, String field) {
        PackReader in = new PackReader().reset(array, from, to);
        @Nullable String text = null;
        for (int entries = in.readMapHeader(); entries > 0; entries--) {
            boolean isIt = LibraryFrame.readKey(in).equals(field);
            if (isIt && in.peek() == PackType.STRING) {
                text = in.readString();
            } else {
                in.skip();
            }
        }
        return text;
    }

    private static boolean hasAction(byte[] action, byte[] array, PayloadScan scan) {
        return Arrays.equals(array, scan.actionFrom(), scan.actionTo(), action, 0, action.length);
    }
}
