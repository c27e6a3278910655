package dev.repod.examples.guide.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.testkit.ManualTime;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

// docs: time
final class Countdown {
    private final LongSupplier clockNanos; // System::nanoTime in the game
    private final long endNanos;

    Countdown(LongSupplier clockNanos, Duration length) {
        this.clockNanos = clockNanos;
        this.endNanos = clockNanos.getAsLong() + length.toNanos();
    }

    boolean isOver() {
        return clockNanos.getAsLong() - endNanos >= 0;
    }
}

class TimedGameTest {
    @Test
    void aCountdownOfAnHourIsOverAfterAnHour() {
        ManualTime time = ManualTime.standing(); // in a lab: lab.time()
        Countdown countdown = new Countdown(time::nanoTime, Duration.ofHours(1));

        time.advance(Duration.ofMinutes(59));
        assertThat(countdown.isOver()).isFalse();
        time.advance(Duration.ofMinutes(1));
        assertThat(countdown.isOver()).isTrue();
    }
}
// end docs
