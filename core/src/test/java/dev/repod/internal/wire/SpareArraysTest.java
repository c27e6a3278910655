package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpareArraysTest {
    private static final int MOST_SMALL_BYTES = 64 << 10;
    private static final int MOST_LARGE_BYTES = 256 << 10;

    private final SpareArrays spare = new SpareArrays(MOST_SMALL_BYTES, MOST_LARGE_BYTES);

    @Test
    void givesTheArrayThatCameBackLast() {
        byte[] first = spare.take(300);
        byte[] second = spare.take(300);
        spare.giveBack(first);
        spare.giveBack(second);

        assertThat(spare.take(10)).isSameAs(second);
        assertThat(spare.take(10)).isSameAs(first);
        assertThat(spare.take(10)).hasSize(256);
    }

    @Test
    void anArrayIsAsLargeAsWasAskedFor() {
        spare.giveBack(spare.take(300));

        assertThat(spare.take(513)).hasSizeGreaterThanOrEqualTo(513);
    }

    /** A small array must not take the place of a large one, nor a large one be lost to who needs little. */
    @Test
    void givesALargerOneToWhomItMayHelpAndAFittingOneToOthers() {
        byte[] small = spare.take(256);
        byte[] larger = spare.take(3000);
        spare.giveBack(larger);
        spare.giveBack(small);

        assertThat(spare.takeFitting(100)).isSameAs(small);
        assertThat(spare.takeFitting(100)).hasSize(256);
        assertThat(spare.take(100)).isSameAs(larger);
    }

    /** A queue keeps what it takes while something waits for its peer, or is not acknowledged; and peers can fill this by large frames. */
    @ParameterizedTest
    @ValueSource(ints = {5000, 8192, 65_536})
    void whoNeedsLittleIsNotGivenALotMore(int bytes) {
        byte[] large = spare.takeFitting(bytes);
        spare.giveBack(large);

        assertThat(spare.take(100)).hasSize(256);
        assertThat(spare.take(bytes)).isSameAs(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 512, 513, 40_000, 65_535, 65_536, 65_537, 1_000_000})
    void aFittingOneIsLessThanTwiceAsLarge(int bytes) {
        byte[] array = spare.takeFitting(bytes);
        assertThat(array).hasSizeBetween(bytes, Math.max(256, 2 * bytes - 1));
        spare.giveBack(array);
        assertThat(spare.takeFitting(bytes)).hasSameSizeAs(array);
    }

    @Test
    void whatIsTakenIsLargeEnoughWhateverCameBack() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            spare.giveBack(new byte[random.nextInt(70_000)]);
            int bytes = random.nextInt(70_000);
            assertThat(spare.take(bytes)).hasSizeGreaterThanOrEqualTo(bytes);
            assertThat(spare.takeFitting(bytes)).hasSizeGreaterThanOrEqualTo(bytes);
        }
    }

    @Test
    void whatWasForOneLargeMessageIsNotKept() {
        byte[] large = spare.take((64 << 10) + 1);
        spare.giveBack(large);

        assertThat(spare.take((64 << 10) + 1)).isNotSameAs(large);
    }

    @ParameterizedTest
    @CsvSource({"256, 65536", "4096, 65536", "8192, 262144", "65536, 262144"})
    void keepsNoMoreThanItMay(int size, int mostBytes) {
        byte[][] given = new byte[2 * mostBytes / size][];
        for (int i = 0; i < given.length; i++) {
            given[i] = new byte[size];
            spare.giveBack(given[i]);
        }
        int kept = mostBytes / size;
        for (int i = kept - 1; i >= 0; i--) {
            assertThat(spare.takeFitting(size)).isSameAs(given[i]);
        }
        assertThat(Arrays.asList(given).contains(spare.takeFitting(size))).isFalse();
    }

    /** A thousand queues that are emptied together must not push out what large frames need. */
    @Test
    void manySmallOnesLeaveRoomForLargeOnesAndTheOtherWayRound() {
        for (int i = 0; i < 1000; i++) {
            spare.giveBack(new byte[1024]);
        }
        byte[] large = new byte[32 << 10];
        spare.giveBack(large);
        assertThat(spare.takeFitting(large.length)).isSameAs(large);

        SpareArrays other = new SpareArrays(MOST_SMALL_BYTES, MOST_LARGE_BYTES);
        for (int i = 0; i < 1000; i++) {
            other.giveBack(new byte[8 << 10]);
        }
        byte[] small = new byte[1024];
        other.giveBack(small);
        assertThat(other.take(1)).isSameAs(small);
    }

    @Test
    void theEmptyArrayOfAQueueThatHadNoneIsNotTaken() {
        spare.giveBack(new byte[0]);

        assertThat(spare.take(0)).hasSize(256);
    }
}
