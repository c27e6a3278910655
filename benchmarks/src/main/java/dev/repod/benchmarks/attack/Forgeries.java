package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Frame;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Those who speak the protocol, and lie. */
final class Forgeries {
    private static final int ID_BYTES = 16;
    private static final int SESSIONS = 1;

    private Forgeries() {}

    static List<Attack> attacks() {
        return List.of(
                new Attack(
                        "forged-sessions",
                        50,
                        4,
                        50,
                        true,
                        random -> Sending.untilAnswered(forgedSession(random)),
                        // Each gets a session of its own, which waits for it and counts as a connection of its address.
                        "limit:connections_per_address",
                        Set.of("limit:failed_resumes")),
                new Attack(
                        "forged-acks",
                        10,
                        1,
                        100,
                        true,
                        random -> Sending.once(forgedAck()),
                        "protocol_error",
                        Set.of()),
                new Attack(
                        "rubbish-byes",
                        10,
                        1,
                        100,
                        true,
                        random -> Sending.once(rubbishByes()),
                        Attack.TOLD_NOTHING,
                        Set.of()));
    }

    static byte[] forgedSession(Random random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return Frame.hello(SESSIONS, Map.of("session", id, "received", 5));
    }

    /** Says that it has received what was never sent. */
    static byte[] forgedAck() {
        return join(Frame.hello(SESSIONS, Map.of()), Frame.array(5, 1L << 40));
    }

    /** Two that cannot be read, which is no end, and one that says nonsense, which is. */
    static byte[] rubbishByes() {
        return join(
                Frame.array(6),
                Frame.array(6, 6, 6),
                Frame.array(6, "because", "x".repeat(10_000), Map.of("limit", 5, "seen", "much")));
    }

    private static byte[] join(byte[]... frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.writeBytes(frame);
        }
        return all.toByteArray();
    }
}
