package dev.repod.benchmarks.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * One way to attack.
 *
 * @param name of it, in one word
 * @param connections how many at once
 * @param addresses how many addresses they come from
 * @param pauseMillis about how long an attacker that was thrown out waits before it comes again
 * @param reads whether its connections read what the server sends
 * @param conduct what a connection does; made anew for each, with a source of chance
 * @param reason the one why the server is to end it; {@link #NONE} where it need not be ended
 * @param others which reasons are right, too
 */
record Attack(
        String name,
        int connections,
        int addresses,
        int pauseMillis,
        boolean reads,
        Function<Random, Conduct> conduct,
        String reason,
        Set<String> others) {
    /** What is no reason to be ended: a legitimate client may do the same, or the attacker ends it itself. */
    static final String NONE = "";

    /** The server ends it without a word. */
    static final String TOLD_NOTHING = "closed";

    /** Ends that tell no reason: the attacker has left, or was not there to hear it, or has written on without looking. */
    private static final Set<String> WITHOUT_A_WORD =
            Set.of("left", "peer_closed", "lost", TOLD_NOTHING, "reset", "refused");

    /** Who is ended in one of the ways that are right for it may find the door closed when it comes again. */
    private static final Set<String> DOOR =
            Set.of("limit:connections", "limit:connections_per_address", "limit:handshakes", "limit:failed_handshakes");

    private static final int FIRST_BLOCK = 64;

    static List<Attack> all() {
        List<Attack> all = new ArrayList<>();
        all.addAll(HalfOpen.attacks());
        all.addAll(Floods.attacks());
        all.addAll(Bomb.attacks());
        all.addAll(Deaf.attacks());
        all.addAll(Knocks.attacks());
        all.addAll(Forgeries.attacks());
        return all;
    }

    /** The second byte of its addresses, which tells the server's program who it was. */
    int block() {
        return FIRST_BLOCK + all().stream().map(Attack::name).toList().indexOf(name);
    }

    /** The same with so many times the connections, but at least one. */
    Attack scaled(double scale) {
        return new Attack(
                name,
                scaled(connections, scale),
                scaled(addresses, scale),
                pauseMillis,
                reads,
                conduct,
                reason,
                others);
    }

    private static int scaled(int number, double scale) {
        return (int) Math.max(1, Math.round(number * scale));
    }

    /**
     * Whether it was ended for what it is, where it has to be. Which of several right reasons comes first depends on what all attackers
     * together do to the server.
     */
    boolean isEndedRightly(Set<String> endings) {
        return reason.equals(NONE) || endings.contains(reason) || !Collections.disjoint(endings, others);
    }

    /** Whether it is right that such a connection was ended so. */
    boolean allows(String ending) {
        return ending.equals(reason)
                || others.contains(ending)
                || WITHOUT_A_WORD.contains(ending)
                || DOOR.contains(ending);
    }
}
