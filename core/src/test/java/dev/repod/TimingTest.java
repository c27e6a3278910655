package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.internal.transport.HandLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rates and repetitions, on a loop whose time is set by hand. */
class TimingTest {
    private static final long SECOND = 1_000_000_000;

    private final HandLoop loop = new HandLoop();
    private final List<String> runs = new ArrayList<>();

    private Repeating everyTen() {
        return new Repeating(loop, 10, (since, skipped) -> runs.add(since + "/" + skipped));
    }

    @Test
    void runsOncePerPeriod() {
        everyTen();

        loop.later(9);
        assertThat(runs).isEmpty();
        loop.later(31);

        assertThat(runs).containsExactly("10/0", "10/0", "10/0", "10/0");
    }

    @Test
    void lateRunsAreSkippedAndNeverBunched() {
        everyTen();
        loop.later(10);

        loop.stall(35);
        assertThat(runs).containsExactly("10/0", "35/2");
        loop.later(5);
        assertThat(runs).containsExactly("10/0", "35/2", "5/0");

        loop.later(10);
        assertThat(runs).endsWith("10/0").hasSize(4);
    }

    @Test
    void aBodyThatTakesLongerThanThePeriodLeavesTurnsOut() {
        new Repeating(loop, 10, (since, skipped) -> {
            runs.add(since + "/" + skipped);
            loop.work(25);
        });

        loop.later(10);
        loop.later(0);

        assertThat(runs).containsExactly("10/0", "25/1");
    }

    @Test
    void aBodyThatThrowsRunsAgain() {
        new Repeating(loop, 10, (since, skipped) -> {
            runs.add("run");
            throw new IllegalStateException("in the game");
        });

        assertThatThrownBy(() -> loop.later(10)).hasMessage("in the game");
        assertThatThrownBy(() -> loop.later(10)).hasMessage("in the game");
        assertThat(runs).hasSize(2);
    }

    @Test
    void aCancelledOneRunsNoMore() {
        Repeating repeating = everyTen();
        loop.later(10);

        repeating.cancel();
        loop.later(100);

        assertThat(runs).hasSize(1);
        assertThat(loop.isAnythingWaiting()).isFalse();
    }

    @Test
    void aGateLetsABurstThroughThenSoManyASecond() {
        RateGate gate = new RateGate(3, 2, 0);

        for (int i = 0; i < 3; i++) {
            assertThat(gate.tryPass(0)).isTrue();
        }
        assertThat(gate.tryPass(0)).isFalse();
        assertThat(gate.tryPass(SECOND / 2 - 1)).isFalse();
        assertThat(gate.takeHeldBack()).isEqualTo(2);
        assertThat(gate.takeHeldBack()).isZero();
        assertThat(gate.tryPass(SECOND / 2)).isTrue();
        assertThat(gate.tryPass(SECOND / 2)).isFalse();
    }

    @Test
    void aGateDoesNotForgetTheTimeBetweenTwoTokens() {
        RateGate gate = new RateGate(1, 1, 0);
        assertThat(gate.tryPass(0)).isTrue();

        for (int tenth = 1; tenth < 10; tenth++) {
            assertThat(gate.tryPass(tenth * SECOND / 10)).isFalse();
        }
        assertThat(gate.tryPass(3 * SECOND / 2)).isTrue();
        assertThat(gate.tryPass(2 * SECOND - 1)).isFalse();
        assertThat(gate.tryPass(2 * SECOND)).isTrue();
    }

    @Test
    void aGateThatRestedHoldsOneBurstAndNoMoreAlsoAcrossTheWrapAround() {
        RateGate gate = new RateGate(2, 1, Long.MAX_VALUE - 10);
        long muchLater = Long.MIN_VALUE + 3600 * SECOND;

        assertThat(gate.tryPass(muchLater)).isTrue();
        assertThat(gate.tryPass(muchLater)).isTrue();
        assertThat(gate.tryPass(muchLater)).isFalse();
    }
}
