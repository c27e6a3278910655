package dev.repod.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.repod.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class LoopTest {
    private final NetworkLab lab = NetworkLab.seeded(1);
    private final List<String> order = new ArrayList<>();
    private final Arena arena = lab.open(Arena::new);
    private final Loop loop = arena.loop();

    private Runnable noting(String what) {
        return () -> order.add(what + " at " + lab.elapsed().toMillis());
    }

    @Test
    void tasksRunOnTheLoopInTheOrderOfAsking() {
        arena.start();
        loop.schedule(Duration.ofMillis(20), noting("second"));
        loop.schedule(Duration.ofMillis(10), noting("first"));
        loop.schedule(Duration.ofMillis(20), noting("third"));
        loop.execute(() -> order.add("in loop " + loop.inLoop()));
        assertThat(loop.inLoop()).isFalse();
        lab.advance(Duration.ofSeconds(1));

        assertThat(order).containsExactly("in loop true", "first at 10", "second at 20", "third at 20");
    }

    @Test
    void aTaskRepeatsOnAFixedGridUntilItIsCancelled() {
        arena.start();
        Loop.Task task = loop.every(Duration.ofMillis(100), noting("again"));
        lab.advance(Duration.ofMillis(350));
        task.cancel();
        task.cancel();
        lab.advance(Duration.ofSeconds(1));

        assertThat(order).containsExactly("again at 100", "again at 200", "again at 300");
    }

    @Test
    void aTaskThatCancelsItselfDoesNotComeAgain() {
        arena.start();
        List<Loop.Task> task = new ArrayList<>();
        task.add(loop.every(Duration.ofMillis(100), () -> {
            order.add("once");
            task.get(0).cancel();
        }));
        lab.advance(Duration.ofSeconds(1));

        assertThat(order).containsExactly("once");
    }

    @Test
    void lateRunsAreSkippedNotBunched() {
        arena.start();
        loop.every(Duration.ofMillis(100), noting("again"));
        loop.schedule(Duration.ofMillis(150), () -> lab.advance(Duration.ofMillis(400)));
        lab.advance(Duration.ofMillis(750));

        assertThat(order).containsExactly("again at 100", "again at 550", "again at 600", "again at 700");
    }

    @Test
    void aCancelledTaskNeverRuns() {
        arena.start();
        loop.schedule(Duration.ofMillis(10), noting("never")).cancel();
        lab.advance(Duration.ofSeconds(1));

        assertThat(order).isEmpty();
    }

    @Test
    void whatIsAskedForBeforeTheStartRunsOnceItHas() {
        loop.execute(noting("task"));
        loop.schedule(Duration.ofMillis(10), noting("delayed"));
        loop.schedule(Duration.ofMillis(10), noting("never")).cancel();
        Loop.Task repeated = loop.every(Duration.ofMillis(100), noting("again"));
        lab.advance(Duration.ofSeconds(1));
        assertThat(order).isEmpty();
        arena.start();
        lab.advance(Duration.ofMillis(150));
        repeated.cancel();

        assertThat(order).containsExactly("task at 1000", "delayed at 1010", "again at 1100");
    }

    @Test
    void afterTheStopTasksAreRefusedAndTimersAreForgotten() {
        arena.start();
        loop.schedule(Duration.ofSeconds(10), noting("never"));
        arena.stop();
        lab.advance(Duration.ofMinutes(1));

        assertThat(order).isEmpty();
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> loop.execute(noting("late")));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> loop.schedule(Duration.ZERO, noting("late")));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> loop.every(Duration.ofSeconds(1), noting("late")));
    }

    @Test
    void wrongArgumentsFailAtTheCall() {
        assertThatIllegalArgumentException().isThrownBy(() -> loop.schedule(Duration.ofMillis(-1), noting("never")));
        assertThatIllegalArgumentException().isThrownBy(() -> loop.every(Duration.ZERO, noting("never")));
    }
}
