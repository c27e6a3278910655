package dev.repod.benchmarks.attack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Those who want something else, or nothing: scanners, and who comes only to go. */
final class Knocks {
    private static final List<byte[]> FIRST_BYTES = List.of(
            text("GET / HTTP/1.1\r\nHost: game\r\n\r\n"),
            text("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00FC\u0003\u0003"),
            text("SSH-2.0-scanner\r\n"),
            text("\u0003\u0000\u0000\u0013\u000E\u00E0\u0000\u0000\u0000\u0000\u0000\u0001\u0000\u0008\u0000\u0003"),
            text("\u00FFrubbish"));

    private Knocks() {}

    static List<Attack> attacks() {
        return List.of(
                new Attack(
                        "scanners",
                        20,
                        5,
                        200,
                        true,
                        random -> Sending.once(FIRST_BYTES.get(random.nextInt(FIRST_BYTES.size()))),
                        Attack.TOLD_NOTHING,
                        Set.of("protocol_error")),
                new Attack("come-and-go", 50, 5, 50, true, random -> Grip::leave, Attack.NONE, Set.of()),
                new Attack("come-and-reset", 50, 5, 50, true, random -> Grip::reset, Attack.NONE, Set.of()));
    }

    private static byte[] text(String bytes) {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
