package dev.repod.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.ConnectionListener;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** Plays the part of a game's main loop until something has happened. */
public final class Pumping {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FRAME = Duration.ofMillis(5);

    private Pumping() {}

    /** Pumps the listeners, on the calling thread, until the condition holds. */
    public static void until(BooleanSupplier condition, ConnectionListener... listeners) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(FRAME)
                .untilAsserted(() -> {
                    for (ConnectionListener listener : listeners) {
                        listener.pump();
                    }
                    assertThat(condition.getAsBoolean()).isTrue();
                });
    }
}
