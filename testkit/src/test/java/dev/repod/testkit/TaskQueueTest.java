package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskQueueTest {
    /** Times on both sides of the point where a long wraps around. */
    private static final long NEARLY_WRAPPED = Long.MAX_VALUE - 50;

    private final Timeline timeline = new Timeline(NEARLY_WRAPPED);
    private final TaskQueue queue = new TaskQueue();

    private TimedTask task(long delayNanos, long sequence) {
        return new TimedTask(timeline, NEARLY_WRAPPED + delayNanos, sequence, null, () -> {});
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesTasksInOrderWhateverIsTakenOutBetween(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TimedTask> left = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            TimedTask task = task(random.nextInt(100), i);
            queue.add(task);
            left.add(task);
            if (random.nextInt(3) == 0) {
                queue.remove(left.remove(random.nextInt(left.size())));
            }
        }
        List<TimedTask> given = new ArrayList<>();
        for (TimedTask next = queue.peek(); next != null; next = queue.peek()) {
            given.add(next);
            queue.remove(next);
        }
        left.sort(Comparator.comparingLong((TimedTask task) -> task.atNanos() - NEARLY_WRAPPED));

        assertThat(given).containsExactlyElementsOf(left);
    }

    @Test
    void aCancelledTimerLeavesAtOnce() {
        VirtualLoop loop = NetworkLab.seeded(1).network().openLoop("loop");
        for (int i = 0; i < 1000; i++) {
            timeline.after(i, loop, () -> {}).cancel();
        }
        timeline.after(5, loop, () -> {});

        assertThat(timeline.waiting()).isEqualTo(1);
    }
}
