package dev.repod.internal.session;

import static dev.repod.internal.session.SessionRig.millis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.session.Deadlines.Due;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
    private final RecordingLink link = new RecordingLink();
    private final Deadlines deadlines = new Deadlines(link);

    @ParameterizedTest
    @ValueSource(
            longs = {0, -1, Long.MAX_VALUE, Long.MAX_VALUE - 2_500_000, Long.MIN_VALUE, Long.MIN_VALUE + 1, -5_000_000})
    void passesAtItsTimeWhereverTheClockStands(long startNanos) {
        deadlines.set(Due.FRAME, startNanos + millis(5));

        assertThat(deadlines.passed(Due.FRAME, startNanos)).isFalse();
        assertThat(deadlines.passed(Due.FRAME, startNanos + millis(5) - 1)).isFalse();
        // One later than due, because the one time that means never is moved by one.
        assertThat(deadlines.passed(Due.FRAME, startNanos + millis(5) + 1)).isTrue();
    }

    @Test
    void aTimeThatIsTheMarkOfNeverIsStillATime() {
        deadlines.set(Due.FRAME, Long.MIN_VALUE);

        assertThat(deadlines.isSet(Due.FRAME)).isTrue();
        assertThat(deadlines.passed(Due.FRAME, Long.MAX_VALUE)).isFalse();
        assertThat(deadlines.passed(Due.FRAME, Long.MIN_VALUE + 1)).isTrue();
    }

    @Test
    void passesOnce() {
        deadlines.set(Due.GREETING, 10);

        assertThat(deadlines.passed(Due.GREETING, 10)).isTrue();
        assertThat(deadlines.passed(Due.GREETING, 11)).isFalse();
        assertThat(deadlines.isSet(Due.GREETING)).isFalse();
    }

    @Test
    void aClearedDeadlineNeverPasses() {
        deadlines.set(Due.FRAME, 10);
        deadlines.set(Due.DRAINED, 10);
        deadlines.clear(Due.FRAME);

        assertThat(deadlines.passed(Due.FRAME, 1000)).isFalse();
        deadlines.clearAll();
        assertThat(deadlines.passed(Due.DRAINED, 1000)).isFalse();
    }

    @Test
    void aLoopThatWasAwayDoesNotJudgeAndGivesBackTheTimeItMissed() {
        deadlines.set(Due.FRAME, millis(5000));

        assertThat(deadlines.passed(Due.FRAME, millis(8000))).isFalse();
        assertThat(deadlines.passed(Due.FRAME, millis(10_999))).isFalse();
        assertThat(deadlines.passed(Due.FRAME, millis(11_000))).isTrue();
    }

    @Test
    void ordinaryLatenessIsNoStall() {
        deadlines.set(Due.FRAME, 0);

        assertThat(deadlines.passed(Due.FRAME, Deadlines.STALL_NANOS)).isTrue();
    }

    @Test
    void justOverItIsAStall() {
        deadlines.set(Due.FRAME, 0);

        assertThat(deadlines.passed(Due.FRAME, Deadlines.STALL_NANOS + 1)).isFalse();
    }

    @Test
    void asksToBeWokenAtTheNearestTimeAlsoAcrossTheWrapAround() {
        deadlines.set(Due.FRAME, Long.MIN_VALUE + 50);
        deadlines.set(Due.GREETING, Long.MAX_VALUE - 50);
        deadlines.set(Due.DRAINED, Long.MIN_VALUE + 500);

        deadlines.arm();

        assertThat(link.wakeTimes).containsExactly(Long.MAX_VALUE - 50);
    }

    @Test
    void whatHasToComeInHasAsMuchTimeMoreAsTheLinkWasHeldUp() {
        link.heldUpNanos = millis(7);
        deadlines.set(Due.FRAME, millis(50));
        deadlines.set(Due.DRAINED, millis(50));
        link.heldUpNanos = millis(10);

        assertThat(deadlines.passed(Due.FRAME, millis(50))).isFalse();
        assertThat(deadlines.passed(Due.DRAINED, millis(50))).isTrue();
        assertThat(deadlines.passed(Due.FRAME, millis(53) - 1)).isFalse();
        assertThat(deadlines.passed(Due.FRAME, millis(53))).isTrue();
    }

    @Test
    void thatEndsOnceTheLinkWasHeldUpTimeAndAgain() {
        deadlines.set(Due.FRAME, millis(50));
        long now = millis(50);
        for (int i = 0; i < 8; i++) {
            link.heldUpNanos += millis(49);
            assertThat(deadlines.passed(Due.FRAME, now)).isFalse();
            now += millis(49);
        }

        link.heldUpNanos += millis(49);

        assertThat(deadlines.passed(Due.FRAME, now)).isTrue();
    }

    @Test
    void asksForNothingWhereNothingIsDue() {

        deadlines.arm();

        assertThat(link.wakeTimes).isEmpty();
    }
}
