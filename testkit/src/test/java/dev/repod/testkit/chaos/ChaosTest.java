package dev.repod.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.testkit.chaos.ChaosClient.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong at whatever moment: each channel begins and ends once, no message is lost or doubled, all of it ends. */
final class ChaosTest {
    private static final int PLAYS = 600;
    private static final List<String> OFTEN = List.of(
            "onResumed",
            "pump threw",
            "handler threw",
            "onClose threw",
            "onDisconnect threw",
            "handler kicked",
            "stopped by a callback",
            "kill",
            "cut in the greeting",
            "late answer",
            "client RESUMED",
            "client FRESH",
            "ended CLOSED",
            "ended KICKED",
            "ended LOST",
            "ended STOPPED",
            "ended PROTOCOL_ERROR",
            "after the storm OPEN",
            "all came before a farewell of the client",
            "all came before a farewell of the server");
    private static final List<String> NOW_AND_THEN = List.of(
            "constructor threw",
            "onConnect closed",
            "onConnect kicked",
            "onDetached closed",
            "onDetached kicked",
            "onDetached threw",
            "onResumed threw",
            "onResumed closed",
            "onError closed",
            "ended PEER_CLOSED",
            "ended SUPERSEDED",
            "ended TIMED_OUT");

    @Test
    void everyConnectionBeginsAndEndsOnceAndNothingIsLeft() {
        Ledger ledger = new Ledger();
        LogWatch.on(ledger, () -> {
            for (long seed = 1; seed <= PLAYS && ledger.wrongs().isEmpty(); seed++) {
                play(seed, ledger);
            }
        });

        assertThat(ledger.wrongs()).isEmpty();
        ledger.assertHappened(PLAYS, List.of("play", "connect", "message", "client onConnected", "onDetached"));
        ledger.assertHappened(15, OFTEN);
        ledger.assertHappened(2, NOW_AND_THEN);
        for (Stage stage : List.of(Stage.CONNECTING, Stage.OPEN, Stage.AWAY)) {
            ledger.assertHappened(
                    3,
                    Faults.OF_LINKS.stream()
                            .map(fault -> fault + " while " + stage)
                            .toList());
        }
        ledger.assertHappened(
                3,
                Faults.OF_LINKS.stream().map(fault -> fault + " while STOPPING").toList());
    }

    private static void play(long seed, Ledger ledger) {
        try {
            new ChaosPlay(seed, ledger).run();
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError("seed " + seed + " failed", failure);
        }
        if (!ledger.wrongs().isEmpty()) {
            ledger.wrong("that was seed " + seed);
        }
    }

    @Test
    void theSameSeedGivesTheSamePlay() {
        assertThat(counts(3)).isEqualTo(counts(3)).isNotEqualTo(counts(4));
    }

    private static Object counts(long seed) {
        Ledger ledger = new Ledger();
        play(seed, ledger);
        return ledger.counts();
    }
}
