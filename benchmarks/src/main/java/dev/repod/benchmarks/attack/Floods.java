package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Frame;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those who send as fast as it goes, each frame in order by itself. */
final class Floods {
    private static final String MESSAGES = "limit:messages_per_second";
    private static final String BYTES = "limit:bytes_per_second";
    private static final int AT_ONCE_BYTES = 64 << 10;
    private static final int LARGEST_BYTES = 1 << 20;
    private static final int PAUSE_MILLIS = 250;
    private static final byte[] NOTHING = {};

    private Floods() {}

    static List<Attack> attacks() {
        return List.of(
                flood("tiny-messages", 10, NOTHING, run(smallestMessage()), MESSAGES),
                flood("unknown-frames", 5, NOTHING, run(Frame.array(64)), MESSAGES),
                flood("skipped-frames", 5, NOTHING, run(Frame.of(new byte[] {1})), MESSAGES),
                flood("pings", 10, Frame.hello(3, Map.of()), run(Frame.array(3, 7)), "limit:pings"),
                flood("hellos", 5, NOTHING, run(Frame.hello(3, Map.of())), MESSAGES),
                flood("largest-frames", 5, NOTHING, largestMessage(), BYTES),
                flood("same-keys", 3, NOTHING, Keys.allTheSame(LARGEST_BYTES), BYTES),
                flood("colliding-keys", 3, NOTHING, Keys.allColliding(LARGEST_BYTES), BYTES),
                new Attack(
                        "mistakes",
                        5,
                        1,
                        PAUSE_MILLIS,
                        false,
                        random -> Sending.endlessly(NOTHING, run(mistake())),
                        MESSAGES,
                        Set.of(BYTES, "slow_consumer")));
    }

    /** A flood of large frames may also be the one that holds the most of what all together may. */
    private static Attack flood(String name, int connections, byte[] first, byte[] again, String reason) {
        return new Attack(
                name,
                connections,
                Math.max(1, connections / 5),
                PAUSE_MILLIS,
                true,
                random -> Sending.endlessly(first, again),
                reason,
                Set.of(MESSAGES, BYTES, "limit:buffered_bytes"));
    }

    static byte[] smallestMessage() {
        return Frame.message(Map.of("action", "a"));
    }

    static byte[] largestMessage() {
        byte[] overhead = Frame.message(Map.of("action", "chat", "text", new byte[LARGEST_BYTES / 2]));
        int rest = LARGEST_BYTES + Frame.HEADER_BYTES - (overhead.length - LARGEST_BYTES / 2);
        return Frame.message(Map.of("action", "chat", "text", new byte[rest]));
    }

    /** Answered by an error, which the sender does not read. */
    static byte[] mistake() {
        return Frame.message(Map.of("action", "move", "number", "many"));
    }

    /** As many copies of a frame as are written at once. */
    static byte[] run(byte[] frame) {
        int times = AT_ONCE_BYTES / frame.length;
        byte[] run = new byte[times * frame.length];
        for (int i = 0; i < times; i++) {
            System.arraycopy(frame, 0, run, i * frame.length, frame.length);
        }
        return run;
    }
}
