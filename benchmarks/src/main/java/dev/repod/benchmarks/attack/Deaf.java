package dev.repod.benchmarks.attack;

import dev.repod.benchmarks.frames.Frame;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those who do not read, so that a server has to keep what it sends to them. */
final class Deaf {
    private static final String SLOW_CONSUMER = "slow_consumer";
    private static final int PAGES_A_SECOND = 50;
    private static final byte[] JOIN = Frame.message(Map.of("action", "join"));

    private Deaf() {}

    static List<Attack> attacks() {
        return List.of(
                new Attack("deaf-askers", 20, 2, 500, false, random -> asker(), SLOW_CONSUMER, Set.of()),
                new Attack(
                        "deaf-listeners",
                        50,
                        2,
                        500,
                        false,
                        random -> Sending.once(JOIN),
                        SLOW_CONSUMER,
                        Set.of("timed_out")));
    }

    /** Asks each second for fifty pages of 16 KiB. */
    static Conduct asker() {
        byte[] fetch = Frame.message(Map.of("action", "fetch"));
        byte[] many = new byte[fetch.length * PAGES_A_SECOND];
        for (int i = 0; i < PAGES_A_SECOND; i++) {
            System.arraycopy(fetch, 0, many, i * fetch.length, fetch.length);
        }
        return Sending.eachSecond(many, many);
    }
}
