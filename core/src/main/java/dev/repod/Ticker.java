package dev.repod;

import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Calls {@link Server#onTick} on a fixed grid of times, and logs what had to be skipped. */
final class Ticker {
    private final Repeating repeating;

    Ticker(CallbackThread callbacks, long periodNanos, DoubleConsumer onTick) {
        this.repeating = new Repeating(callbacks.loop(), periodNanos, (sinceLastNanos, skipped) -> {
            if (skipped > 0) {
                logSkipped(skipped, sinceLastNanos);
            }
            callbacks.run("onTick", () -> onTick.accept(sinceLastNanos / 1e9));
        });
    }

    /** Whether a class overrides {@link Server#onTick}: where none does, nothing ticks. */
    static boolean isWanted(Class<?> serverClass) {
        for (@Nullable Class<?> type = serverClass; type != null && type != Server.class; type = type.getSuperclass()) {
            for (var method : type.getDeclaredMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                if (method.getName().equals("onTick") && parameters.length == 1 && parameters[0] == double.class) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void logSkipped(long skipped, long sinceLastNanos) {
        Log.SERVER
                .atWarn()
                .addKeyValue("skipped", skipped)
                .addKeyValue("millis", sinceLastNanos / 1_000_000)
                .log("ticks_skipped");
    }

    void cancel() {
        repeating.cancel();
    }
}
