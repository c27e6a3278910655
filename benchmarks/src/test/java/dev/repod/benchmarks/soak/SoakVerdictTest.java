package dev.repod.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.benchmarks.process.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as flat, and from when on. */
class SoakVerdictTest {
    private static Reading reading(int second, String server) {
        Words guests = Words.parse("heap=4000000 direct=1000 threads=11 descriptors=60");
        return new Reading(
                second, Words.parse("heap=5000000 direct=1000 threads=7 descriptors=50 channels=0 " + server), guests);
    }

    private static int verdict(Reading... readings) {
        return new SoakVerdict(List.of(readings), 120).claims().exitCode();
    }

    @Test
    void theSameIsFlat() {
        assertThat(verdict(reading(120, ""), reading(180, ""))).isZero();
    }

    @Test
    void whatTheWarmUpBringsDoesNotCount() {
        assertThat(verdict(reading(60, "threads=5 heap=1"), reading(120, ""), reading(180, "")))
                .isZero();
    }

    @Test
    void oneMoreThreadOrDescriptorOrChannelIsTooMany() {
        assertThat(verdict(reading(120, ""), reading(180, "threads=8"))).isEqualTo(1);
        assertThat(verdict(reading(120, ""), reading(180, "descriptors=51"))).isEqualTo(1);
        assertThat(verdict(reading(120, ""), reading(180, "channels=1"))).isEqualTo(1);
        assertThat(verdict(reading(120, ""), reading(180, "direct=1001"))).isEqualTo(1);
    }

    @Test
    void aHeapThatGrowsIsNotFlat() {
        assertThat(verdict(reading(120, ""), reading(180, "heap=7500000"))).isZero();
        assertThat(verdict(reading(120, ""), reading(180, "heap=7700000"))).isEqualTo(1);
    }

    @Test
    void whereAllIsWarmUpTheFirstReadingCounts() {
        assertThat(verdict(reading(10, ""), reading(20, "threads=8"))).isEqualTo(1);
        assertThat(verdict(reading(10, ""))).isZero();
    }
}
