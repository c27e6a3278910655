package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
