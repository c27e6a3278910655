package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class ManualTimeTest {
    @Test
    void standsStillUntilItIsMoved() {
        Instant start = Instant.parse("2024-02-29T12:00:00Z");
        ManualTime time = ManualTime.standingAt(start);
        Clock clock = time.clock();
        long before = time.nanoTime();
        assertThat(time.now()).isEqualTo(start);

        time.advance(Duration.ofMinutes(90));
        assertThat(time.nanoTime() - before).isEqualTo(Duration.ofMinutes(90).toNanos());
        assertThat(time.now()).isEqualTo(Instant.parse("2024-02-29T13:30:00Z"));
        assertThat(clock.instant()).isEqualTo(time.now());
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void doesNotRunBackwards() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ManualTime.standing().advance(Duration.ofNanos(-1)))
                .withMessageContaining("PT-0.000000001S");
    }

    @Test
    void thatOfALabFollowsTheLabAndNobodyElse() {
        NetworkLab lab = NetworkLab.seeded(3);
        Instant before = lab.time().now();
        lab.advance(Duration.ofHours(2));

        assertThat(lab.time().now()).isEqualTo(before.plus(Duration.ofHours(2)));
        assertThat(lab.time().nanoTime()).isEqualTo(lab.nanoTime());
        assertThatIllegalStateException()
                .isThrownBy(() -> lab.time().advance(Duration.ofSeconds(1)))
                .withMessageContaining("NetworkLab.advance");
        assertThat(lab.elapsed()).isEqualTo(Duration.ofHours(2));
    }
}
