package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReconnectPolicyTest {
    @Test
    void theCeilingsDoubleFromOneSecondToThirty() {
        Reconnect policy = Reconnect.exponential();

        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToObj(
                                attempt -> policy.ceilingBefore(attempt, false).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(policy.ceilingBefore(Integer.MAX_VALUE, false)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theyStayAtFiveWhileASessionCanBeResumed() {
        Reconnect policy = Reconnect.exponential();

        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(attempt -> policy.ceilingBefore(attempt, true).toSeconds()))
                .containsExactly(1L, 2L, 4L, 5L, 5L, 5L);
        assertThat(Reconnect.exponential(Duration.ofSeconds(20), Duration.ofSeconds(40))
                        .ceilingBefore(1, true))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(Reconnect.exponential(Duration.ofMillis(10), Duration.ofMillis(20))
                        .ceilingBefore(9, true))
                .isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void aDelayIsAnywhereFromNothingToTheCeiling() {
        Reconnect policy = Reconnect.exponential();
        Random random = new Random(1);
        long[] millis = IntStream.range(0, 10_000)
                .mapToLong(i -> policy.delayBefore(3, false, random).toMillis())
                .sorted()
                .toArray();

        assertThat(millis[0]).isLessThan(10);
        assertThat(millis[5_000]).isBetween(1_900L, 2_100L);
        assertThat(millis[9_999]).isBetween(3_990L, 4_000L);
    }

    @Test
    void attemptsAreCountedFromOneAndUnboundedUnlessSet() {
        assertThat(Reconnect.exponential().allows(Integer.MAX_VALUE)).isTrue();
        assertThat(Reconnect.exponential().attempts(3).allows(3)).isTrue();
        assertThat(Reconnect.exponential().attempts(3).allows(4)).isFalse();
        assertThat(Reconnect.never().allows(1)).isFalse();
        assertThat(Reconnect.never().isNever()).isTrue();
    }

    @Test
    void whatCannotBeMeantIsRefusedWithItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconnect.exponential(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .withMessage("cap PT1S is less than first PT2S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconnect.exponential(Duration.ZERO, Duration.ofSeconds(1)))
                .withMessageContaining("first PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconnect.exponential().attempts(0))
                .withMessageContaining("attempts 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconnect.never().attempts(3))
                .withMessageContaining("exponential()");
    }

    @Test
    void policiesAreEqualByValue() {
        assertThat(Reconnect.exponential().attempts(3))
                .isEqualTo(Reconnect.exponential().attempts(3))
                .hasSameHashCodeAs(Reconnect.exponential().attempts(3))
                .isNotEqualTo(Reconnect.exponential());
        assertThat(Reconnect.exponential().attempts(3)).hasToString("Reconnect[PT1S to PT30S, 3 attempts]");
        assertThat(Reconnect.never()).hasToString("Reconnect[never]");
    }
}
