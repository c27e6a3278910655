package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.wire.SpareArrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpareArraysTest {
    private final SpareArrays spare = new SpareArrays();

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

        assertThat(spare.take(301)).hasSizeGreaterThanOrEqualTo(301);
    }

    /** A small array must not take the place of a large one, nor a large one be lost to who needs little. */
    @Test
    void givesTheLargestToWhomItMayHelpAndAFittingOneToOthers() {
        byte[] small = spare.take(256);
        byte[] large = spare.take(5000);
        spare.giveBack(large);
        spare.giveBack(small);

        assertThat(spare.takeFitting(100)).isSameAs(small);
        assertThat(spare.takeFitting(100)).hasSize(256);
        assertThat(spare.take(100)).isSameAs(large);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 512, 513, 40_000, 65_535, 65_536, 65_537, 1_000_000})
    void aFittingOneIsLessThanTwiceAsLarge(int bytes) {
        byte[] array = spare.takeFitting(bytes);
        assertThat(array).hasSizeBetween(bytes, Math.max(256, 2 * bytes - 1));
        spare.giveBack(array);
        assertThat(spare.takeFitting(bytes)).hasSameSizeAs(array);
    }

    /** Queues grow to any size. */
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

        assertThat(spare.take(1)).isNotSameAs(large);
    }

    @Test
    void keepsNoMoreThanAMegabyte() {
        int kept = 0;
        for (int i = 0; i < 40; i++) {
            spare.giveBack(new byte[32 << 10]);
        }
        while (spare.take(1).length == 32 << 10) {
            kept++;
        }

        assertThat(kept).isEqualTo(32);
    }

    @Test
    void theEmptyArrayOfAQueueThatHadNoneIsNotTaken() {
        spare.giveBack(new byte[0]);

        assertThat(spare.take(0)).hasSize(256);
    }
}
