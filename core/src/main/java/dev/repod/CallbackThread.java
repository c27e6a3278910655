package dev.repod;

import dev.repod.internal.dispatch.Dispatcher;
import dev.repod.internal.transport.IoLoop;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What all callbacks of one server share, because they run one after the other on one thread. */
final class CallbackThread {
    private static final int INVALID_BURST = 200;
    private static final int INVALID_PER_SECOND = 20;
    private static final int FAILURE_BURST = 100;
    private static final int FAILURES_PER_SECOND = 5;

    private final IoLoop loop;
    private final RandomGenerator random;
    private final HandlerWatch watch;
    private final Dispatcher dispatcher = new Dispatcher();
    private final Incoming incoming;

    /** Whoever reconnects has a fresh account of his own mistakes; the log has one for all. */
    private final RateGate invalidLines;

    /** The same for what the game does wrong: a client may know how to have it do so, and each is a long stack trace. */
    private final RateGate failureLines;

    CallbackThread(IoLoop loop, RandomGenerator random, ServerOptions options) {
        this.loop = loop;
        this.random = random;
        this.watch = new HandlerWatch(loop, options.slowHandler().toNanos());
        this.incoming = new Incoming(options.limits().maxFrameBytes());
        this.invalidLines = new RateGate(INVALID_BURST, INVALID_PER_SECOND, loop.nanoTime());
        this.failureLines = new RateGate(FAILURE_BURST, FAILURES_PER_SECOND, loop.nanoTime());
    }

    IoLoop loop() {
        return loop;
    }

    /** By which a player's report and a line in the log find each other. */
    String newErrorId() {
        return HexFormat.of().toHexDigits(random.nextInt());
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** What lets lines about senders' mistakes into the log. */
    RateGate invalidLines() {
        return invalidLines;
    }

    Incoming incoming() {
        return incoming;
    }

    HandlerWatch watch() {
        return watch;
    }

    long nanoTime() {
        return loop.nanoTime();
    }

    /** Writes down what the game does wrong, as often as there is room for it in a log. */
    void logFailure(
            String event,
            Throwable failure,
            @Nullable InetSocketAddress address,
            @Nullable String action,
            @Nullable String errorId) {
        if (failureLines.tryPass(nanoTime())) {
            GameErrors.log(event, failure, address, action, errorId, failureLines.takeHeldBack());
        }
    }

    /** Runs a callback or a task that belongs to no channel. */
    void run(String callback, Runnable body) {
        long startedNanos = loop.nanoTime();
        try {
            body.run();
        } catch (Throwable failure) {
            logFailure("server_error", failure, null, callback, newErrorId());
            PeerLimitException.endReceiverIn(failure);
        }
        watch.ran(callback, startedNanos, null);
    }
}
