package dev.repod.testkit.proof;

import dev.repod.testkit.LabLink;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What happens to the link of a client that is there. Some of it is a loss only if it lasts. */
enum Fault {
    /** Both ends are reset. */
    RESET,
    /** Both streams end, without a goodbye. */
    END,
    /** Nothing arrives any more, and nobody is told. */
    BLACKHOLE,
    /** The same for what the client sends. */
    BLACKHOLE_UP,
    /** The same for what the server sends. */
    BLACKHOLE_DOWN,
    /** Everything comes late. */
    STALL,
    /** The client's process stands still. */
    FREEZE_CLIENT,
    /** The server's process stands still. */
    FREEZE_SERVER,
    /** The client's cable is pulled. */
    UNPLUG;

    /** Often noticed as a silence, and at times longer than a client waits to be greeted. */
    private static final int MOST_MILLIS = 9_000;

    /** Draws one; half of them are resets, after which nothing has to be waited for. */
    static Fault draw(RandomGenerator random) {
        return random.nextBoolean() ? RESET : values()[random.nextInt(values().length)];
    }

    void hit(Stage stage, CountingClient client, LabLink link) {
        Duration time = Duration.ofMillis(stage.random().nextInt(MOST_MILLIS));
        switch (this) {
            case RESET -> link.cut();
            case END -> link.end();
            case BLACKHOLE -> link.blackhole();
            case BLACKHOLE_UP -> link.blackholeSending();
            case BLACKHOLE_DOWN -> link.blackholeReceiving();
            case STALL -> link.stall(time);
            case FREEZE_CLIENT -> stage.process(client).freeze(time);
            case FREEZE_SERVER -> stage.lab().process(stage.server()).freeze(time);
            case UNPLUG -> stage.process(client).unplug(time);
        }
    }
}
