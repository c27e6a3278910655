package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Frame;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those who begin and do not go on, so that a server waits for them, and keeps what they have sent. */
final class HalfOpen {
    private static final String TIMED_OUT = "timed_out";
    private static final int LARGE_BYTES = 96 << 10;

    private HalfOpen() {}

    static List<Attack> attacks() {
        return List.of(
                new Attack("trickle", 200, 4, 500, true, random -> trickle(), TIMED_OUT, Set.of()),
                new Attack("half-frames", 4_000, 40, 500, true, random -> halfFrame(), TIMED_OUT, Set.of()),
                new Attack(
                        "large-half-frames",
                        1_000,
                        10,
                        500,
                        true,
                        random -> largeHalfFrame(),
                        TIMED_OUT,
                        Set.of("limit:buffered_bytes")),
                new Attack("half-greetings", 500, 5, 500, true, random -> halfGreeting(), TIMED_OUT, Set.of()),
                // Nobody is told anything: where there is TLS the handshake runs out of time, elsewhere it is no frame.
                new Attack(
                        "half-tls",
                        300,
                        5,
                        500,
                        true,
                        random -> halfTls(),
                        Attack.TOLD_NOTHING,
                        Set.of(TIMED_OUT, "protocol_error")),
                // A plain peer may be silent for as long as it likes: what bounds it is how many an address may have.
                new Attack("silent", 500, 5, 500, true, random -> Sending.once(new byte[0]), Attack.NONE, Set.of()));
    }

    /** A byte a second of a frame that would take a quarter of an hour. */
    static Conduct trickle() {
        return Sending.eachSecond(Frame.claiming(1_000, new byte[] {(byte) 0x81}), new byte[] {1});
    }

    static Conduct halfFrame() {
        return Sending.once(Frame.claiming(1_000, new byte[20]));
    }

    /** Each claims a megabyte, and makes the server keep a tenth of it. */
    static Conduct largeHalfFrame() {
        return Sending.once(Frame.claiming(1 << 20, new byte[LARGE_BYTES]));
    }

    static Conduct halfGreeting() {
        byte[] hello = Frame.hello(3, Map.of("app", "a game"));
        return Sending.once(Arrays.copyOf(hello, hello.length / 2));
    }

    /** The first bytes of a ClientHello of 512, in a record that says so. */
    static Conduct halfTls() {
        return Sending.once(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3, 1, 2, 3, 4, 5, 6, 7, 8});
    }
}
