package dev.repod.benchmarks.slow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.benchmarks.claims.Claim;
import dev.repod.benchmarks.process.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is claimed of slow clients, held against figures that were made up. */
class SlowFiguresTest {
    private static final String CLIENTS =
            "min=600 median=600 missed=0 gap=20 ended=0 slowSaw=600 slowMissed=0 slowLast=1500 ";
    private static final String HELD = "queued=1000 rss=100000000 direct=0 sent=1510 ";

    private static List<Boolean> verdicts(String options, String meanwhile, String again, String held) {
        SlowFigures figures = new SlowFigures(
                SlowOptions.parse(List.of((options + "--before 10 --seconds 10").split(" "))),
                Words.parse(CLIENTS + "slow/there=1"),
                Words.parse(CLIENTS + meanwhile),
                Words.parse(CLIENTS + again),
                Words.parse(HELD + "slow/there=1"),
                Words.parse(HELD + held),
                Words.parse(HELD + held));
        return figures.claims().all().stream().map(Claim::isKept).toList();
    }

    @Test
    void othersThatNoticeNothingAndASlowOneThatIsClosedAreKept() {
        assertThat(verdicts("", "slow/there=1", "slow/closed=1", "slow/slow_consumer=1"))
                .doesNotContain(false);
    }

    @Test
    void aSlowOneThatIsNotClosedIsNotKept() {
        assertThat(verdicts("", "slow/there=1", "slow/there=1", "slow/there=1"))
                .containsExactly(true, true, true, true, false);
    }

    @Test
    void othersThatGetLessOrMissSomethingAreNotKept() {
        assertThat(verdicts("", "min=530", "slow/closed=1", "slow/slow_consumer=1"))
                .containsExactly(false, true, true, true, true);
        assertThat(verdicts("", "missed=1", "slow/closed=1", "slow/slow_consumer=1"))
                .containsExactly(true, false, true, true, true);
        assertThat(verdicts("", "ended=1", "slow/closed=1", "slow/slow_consumer=1"))
                .containsExactly(false, true, true, true, true);
    }

    @Test
    void moreThanAMebibyteOrAGrowingProcessIsNotKept() {
        assertThat(verdicts("", "", "slow/closed=1", "queued=1100000 slow/slow_consumer=1"))
                .containsExactly(true, true, false, true, true);
        assertThat(verdicts("", "", "slow/closed=1", "rss=120000000 slow/slow_consumer=1"))
                .containsExactly(true, true, true, false, true);
    }

    @Test
    void withSnapshotsItStaysAndGoesOnWithTheNewest() {
        assertThat(verdicts("--latest ", "", "slowMissed=500 slow/there=1", "slow/there=1"))
                .doesNotContain(false);
        assertThat(verdicts("--latest ", "", "slowMissed=500 slow/closed=1", "slow/there=1"))
                .containsExactly(true, true, true, false, true);
        assertThat(verdicts("--latest ", "", "slowMissed=500 slowLast=1400 slow/there=1", "slow/there=1"))
                .containsExactly(true, true, true, true, false);
    }

    @Test
    void aWatchCountsWhatCameAndWhatWasPassedOver() {
        Watch watch = new Watch();
        watch.saw(5, 100);
        watch.saw(6, 150);
        watch.saw(9, 170);

        assertThat(watch.count()).isEqualTo(3);
        assertThat(watch.missed()).isEqualTo(2);
        assertThat(watch.lastNumber()).isEqualTo(9);
        assertThat(watch.longestNanos(180)).isEqualTo(50);
        assertThat(watch.longestNanos(1_000)).isEqualTo(830);
    }

    @Test
    void aWatchThatIsRestartedGoesOnFromTheLastThatCame() {
        Watch watch = new Watch();
        watch.saw(5, 100);
        watch.restart(200);
        watch.saw(8, 230);

        assertThat(watch.count()).isEqualTo(1);
        assertThat(watch.missed()).isEqualTo(2);
        assertThat(watch.longestNanos(230)).isEqualTo(30);
    }
}
