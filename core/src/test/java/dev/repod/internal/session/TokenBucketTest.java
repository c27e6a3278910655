package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Offset<Double> A_HAIR = within(1e-6);

    private long nowNanos = SessionRig.START_NANOS;
    private final TokenBucket bucket = new TokenBucket(new Rate(10, 2), nowNanos);

    private void later(double seconds) {
        nowNanos += (long) (seconds * SECOND);
        bucket.fill(nowNanos);
    }

    @Test
    void isFullAtFirstAndFillsAtItsRateUpToItsBrim() {
        for (int i = 0; i < 10; i++) {
            assertThat(bucket.tryTake()).isTrue();
        }
        assertThat(bucket.tryTake()).isFalse();

        later(0.5);
        assertThat(bucket.tryTake()).isTrue();
        assertThat(bucket.tryTake()).isFalse();

        later(3600);
        assertThat(bucket.level()).isEqualTo(10, A_HAIR);
    }

    @Test
    void mayOweWhatItEarnsLater() {
        bucket.take(14);
        assertThat(bucket.isEmpty()).isTrue();
        later(2);
        assertThat(bucket.isEmpty()).isTrue();
        later(0.001);
        assertThat(bucket.isEmpty()).isFalse();
    }

    @Test
    void knowsWhenItWasFullAndWhatWasTakenSince() {
        later(5);
        assertThat(bucket.fullNanos()).isEqualTo(nowNanos);
        bucket.take(8);
        long fullNanos = nowNanos;
        later(1);
        bucket.take(3);
        assertThat(bucket.fullNanos()).isEqualTo(fullNanos);
        assertThat(bucket.takenSinceFull()).isEqualTo(11, A_HAIR);
    }

    @Test
    void takesNoNoticeOfATimeThatIsOlder() {
        bucket.take(5);
        bucket.fill(nowNanos - SECOND);
        assertThat(bucket.level()).isEqualTo(5, A_HAIR);
        later(1);
        assertThat(bucket.level()).isEqualTo(7, A_HAIR);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesNoFractionHoweverOftenItIsFilled(long seed) {
        var random = new SplittableRandom(seed);
        var thousand = new TokenBucket(new Rate(2000, 1000), nowNanos);
        thousand.take(2000);
        long beganNanos = nowNanos;
        long taken = 0;
        while (nowNanos - beganNanos < 600 * SECOND) {
            nowNanos += random.nextLong(2_000_000);
            thousand.fill(nowNanos);
            while (thousand.tryTake()) {
                taken++;
            }
        }
        double earned = (nowNanos - beganNanos) / 1e6;
        assertThat((double) taken).isBetween(earned - 1.001, earned);
    }

    @Test
    void letsExactlyItsRateThroughForEver() {
        var thousand = new TokenBucket(new Rate(1, 1000), nowNanos);
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(thousand.tryTake()).isTrue();
            nowNanos += 1_000_000;
            thousand.fill(nowNanos);
        }
    }

    @Test
    void isFilledBeyondItsBrimForTimeInWhichNobodyCouldTakeAndLosesThatAgain() {
        nowNanos += 5 * SECOND;
        bucket.fill(nowNanos, 4 * SECOND);
        assertThat(bucket.level()).isEqualTo(18, A_HAIR);

        bucket.take(3);
        assertThat(bucket.level()).isEqualTo(15, A_HAIR);
        later(1);
        assertThat(bucket.level()).isEqualTo(13, A_HAIR);
        later(60);
        assertThat(bucket.level()).isEqualTo(10, A_HAIR);
    }

    @Test
    void earnsNoMoreThanTimeBringsWhereItWasNotFull() {
        bucket.take(10);
        nowNanos += 3 * SECOND;
        bucket.fill(nowNanos, 100 * SECOND);
        assertThat(bucket.level()).isEqualTo(6, A_HAIR);
    }
}
