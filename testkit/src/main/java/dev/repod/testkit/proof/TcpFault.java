package dev.repod.testkit.proof;

import dev.repod.testkit.FaultProxy;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** What happens between real sockets: to the connection of one client, and to the ones after it until it is mended. */
enum TcpFault {
    /** Both sides are reset. */
    RESET,
    /** They are, and the next connection within HELLO. */
    RESET_AND_HELLO,
    /** They are, and the next connection within WELCOME. */
    RESET_AND_WELCOME,
    /** Nothing arrives any more, and nobody is told. */
    HALF_OPEN,
    /** The same for what the client sends. */
    HALF_OPEN_UP,
    /** The same for what the server sends. */
    HALF_OPEN_DOWN,
    /** Everything comes too late. */
    STALL;

    /** One that names a session is longer. */
    private static final int INSIDE_HELLO_BYTES = 60;

    /** What every client is greeted with: a header, and a map of one short text. */
    private static final int GREETING_BYTES = 22;

    private static final int INSIDE_WELCOME_BYTES = 100;

    static TcpFault draw(RandomGenerator random) {
        return values()[random.nextInt(values().length)];
    }

    /** How far and how narrow the way is, for a while. */
    static void drawConditions(FaultProxy proxy, RandomGenerator random) {
        proxy.latency(Duration.ofMillis(random.nextInt(3) == 0 ? 20 : 300));
        proxy.slices(random.nextInt(3) == 0 ? 1 + random.nextInt(8) : Integer.MAX_VALUE);
    }

    void hit(FaultProxy proxy, RandomGenerator random) {
        switch (this) {
            case RESET -> {}
            case RESET_AND_HELLO -> proxy.resetAfterSending(random.nextInt(INSIDE_HELLO_BYTES));
            case RESET_AND_WELCOME ->
                proxy.resetAfterReceiving(GREETING_BYTES + (long) random.nextInt(INSIDE_WELCOME_BYTES));
            case HALF_OPEN -> proxy.blackhole(true);
            case HALF_OPEN_UP -> proxy.blackholeSending(true);
            case HALF_OPEN_DOWN -> proxy.blackholeReceiving(true);
            case STALL -> proxy.stall(true);
        }
        if (isReset()) {
            proxy.resetAll();
        }
    }

    /** Where the connections after the first are cut until it is mended. */
    Place place() {
        return switch (this) {
            case RESET_AND_HELLO -> Place.HELLO;
            case RESET_AND_WELCOME -> Place.WELCOME;
            default -> Place.LATER;
        };
    }

    private boolean isReset() {
        return this == RESET || this == RESET_AND_HELLO || this == RESET_AND_WELCOME;
    }

    /**
     * Lets everything through again. A connection of which something was swallowed must not go on, and none may begin in
     * between: no network takes bytes out of the middle of a stream.
     */
    void mend(FaultProxy proxy) {
        proxy.resetAfter(Long.MAX_VALUE);
        if (isReset() || this == STALL) {
            proxy.stall(false);
        } else {
            proxy.refuse(true);
            proxy.resetAll();
            proxy.blackhole(false);
            proxy.refuse(false);
        }
    }
}
