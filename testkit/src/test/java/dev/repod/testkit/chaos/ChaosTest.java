package dev.repod.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong at whatever moment: each channel begins and ends once, no message is lost or doubled, all of it ends. */
final class ChaosTest {
    private static final int PLAYS = 1_500;

    @Test
    void everyConnectionBeginsAndEndsOnceAndNothingIsLeft() {
        Ledger ledger = new Ledger();
        for (long seed = 1; seed <= PLAYS && ledger.wrongs().isEmpty(); seed++) {
            new ChaosPlay(seed, ledger).run();
        }

        assertThat(ledger.wrongs()).isEmpty();
        assertHappened(ledger, PLAYS, List.of("play", "connect", "message", "client onConnected", "onDetached"));
        assertHappened(
                ledger,
                100,
                List.of(
                        "onResumed",
                        "pump threw",
                        "handler threw",
                        "onClose threw",
                        "onDisconnect threw",
                        "onConnect closed",
                        "onConnect kicked",
                        "handler kicked",
                        "stopped by a callback",
                        "kill",
                        "cut",
                        "cut in a frame",
                        "cut in the greeting",
                        "blackhole",
                        "stall",
                        "client RESUMED",
                        "client FRESH",
                        "ended CLOSED",
                        "ended KICKED",
                        "ended LOST",
                        "ended STOPPED",
                        "ended PROTOCOL_ERROR"));
        assertHappened(
                ledger,
                10,
                List.of(
                        "constructor threw",
                        "onDetached closed",
                        "onDetached kicked",
                        "onDetached threw",
                        "onResumed threw",
                        "onResumed closed",
                        "onError closed",
                        "ended PEER_CLOSED",
                        "ended TIMED_OUT"));
    }

    /** A play in which nothing happens proves nothing. */
    private static void assertHappened(Ledger ledger, long atLeast, List<String> events) {
        for (String event : events) {
            assertThat(ledger.times(event)).as(event + " in " + ledger.counts()).isGreaterThanOrEqualTo(atLeast);
        }
    }

    @Test
    void theSameSeedGivesTheSamePlay() {
        assertThat(counts(3)).isEqualTo(counts(3)).isNotEqualTo(counts(4));
    }

    private static Object counts(long seed) {
        Ledger ledger = new Ledger();
        new ChaosPlay(seed, ledger).run();
        return ledger.counts();
    }
}
