package dev.repod.internal.session;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what knocks on every open port: browsers, TLS clients, scanners. A frame's first byte is always 0, and none of
 * these begins with it, so a first byte is enough to tell that it is no frame, and four to say what it is.
 */
public final class FirstBytes {
    private static final List<String> HTTP =
            List.of("GET ", "POST", "HEAD", "PUT ", "OPTI", "DELE", "CONN", "PRI ", "HTTP");

    private FirstBytes() {}

    /** The name of the protocol that begins like this, or null where it is none that is known. */
    public static @Nullable String foreignProtocol(byte[] array, int from, int to) {
        if (from >= to || array[from] == 0) {
            return null;
        }
        int first = array[from];
        int second = to - from > 1 ? array[from + 1] : -1;
        if (first == 0x16 && (second == 3 || second == -1)) {
            return "TLS";
        }
        if (first == 3 && (second == 0 || second == -1)) {
            return "RDP";
        }
        String start = new String(array, from, Math.min(4, to - from), StandardCharsets.ISO_8859_1);
        if (start.startsWith("SSH")) {
            return "SSH";
        }
        return HTTP.stream().anyMatch(verb -> verb.startsWith(start) || start.startsWith(verb)) ? "HTTP" : null;
    }
}
