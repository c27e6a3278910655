package dev.repod.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A state that lasts until it is ended, by hand or when its time is over, whichever was asked for last. */
final class Until {
    private final Timeline timeline;
    private final Runnable onEnd;
    private @Nullable TimedTask end;
    private boolean isTrue;

    Until(Timeline timeline, Runnable onEnd) {
        this.timeline = timeline;
        this.onEnd = onEnd;
    }

    boolean isTrue() {
        return isTrue;
    }

    void begin() {
        cancelEnd();
        isTrue = true;
    }

    void beginFor(Duration time) {
        begin();
        end = timeline.afterBySystem(time.toNanos(), this::end);
    }

    void end() {
        cancelEnd();
        if (isTrue) {
            isTrue = false;
            onEnd.run();
        }
    }

    private void cancelEnd() {
        if (end != null) {
            end.cancel();
            end = null;
        }
    }
}
