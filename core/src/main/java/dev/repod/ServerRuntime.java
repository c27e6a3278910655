package dev.repod;

import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import dev.repod.internal.transport.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@link Server}: its way from start to stop, from any thread. What there is only while it runs, is in {@link
 * RunningServer}.
 *
 * @param <C> the game's channel class
 */
final class ServerRuntime<C extends Channel<?>> {
    private final Server<C> server;
    private final Supplier<? extends C> supplier;
    private final ServerOptions options;
    private final Network network = Networks.current();
    private final ChannelRegistry<C> registry = new ChannelRegistry<>();
    private final GameLoop gameLoop = new GameLoop();
    private final Broadcast broadcast;

    private volatile @Nullable RunningServer<C> running;
    private boolean stoppedUnstarted;

    ServerRuntime(Server<C> server, Supplier<? extends C> supplier, ServerOptions options) {
        this.server = server;
        this.supplier = supplier;
        this.options = options;
        this.broadcast = new Broadcast(this, options.limits());
    }

    Server<C> server() {
        return server;
    }

    Supplier<? extends C> supplier() {
        return supplier;
    }

    ServerOptions options() {
        return options;
    }

    Network network() {
        return network;
    }

    ChannelRegistry<C> registry() {
        return registry;
    }

    GameLoop loop() {
        return gameLoop;
    }

    Broadcast broadcast() {
        return broadcast;
    }

    /** The loop that the sessions live on, or null before there is one. */
    @Nullable IoLoop ioOrNull() {
        RunningServer<C> started = running;
        return started == null ? null : started.io();
    }

    /** Throws what {@link #start} would throw for a server that cannot start any more. */
    synchronized void checkStartable() {
        if (running != null || stoppedUnstarted) {
            throw new IllegalStateException("this server was " + (running == null ? "stopped" : "started")
                    + " before, and a server starts only once: make a new one");
        }
    }

    synchronized void start() {
        checkStartable();
        RunningServer<C> starting = new RunningServer<>(this);
        try {
            starting.bind();
        } catch (IOException failure) {
            starting.abandon();
            throw new UncheckedIOException(cannotListen(failure), failure);
        } catch (IllegalArgumentException unusable) {
            starting.abandon();
            throw unusable;
        }
        running = starting;
        starting.begin();
    }

    /** Starts, unless it was stopped since it was found startable: by a signal, which is no mistake. */
    synchronized boolean startUnlessStopped() {
        if (stoppedUnstarted) {
            return false;
        }
        start();
        return true;
    }

    private String cannotListen(IOException failure) {
        String where = options.host() + ":" + options.port();
        String why = String.valueOf(failure.getMessage());
        String advice = why.contains("in use")
                ? ". Another program, or another copy of this one, has port " + options.port()
                        + ": stop it, or use another port"
                : "";
        return "cannot listen on " + where + ": " + why + advice;
    }

    InetSocketAddress address() {
        return started("the address is known").address();
    }

    void run() {
        RunningServer<C> started = started("run() blocks until it stops, or use launch(), which does both");
        if (gameLoop.inLoop()) {
            throw new IllegalStateException("run() would wait for its own thread: call it from another one");
        }
        try {
            started.awaitStopped();
        } catch (InterruptedException interrupted) {
            started.beginStop();
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        RunningServer<C> started;
        synchronized (this) {
            started = running;
            stoppedUnstarted |= started == null;
        }
        if (started == null) {
            return;
        }
        started.beginStop();
        if (started.isOnItsThreads()) {
            return;
        }
        try {
            started.awaitStopped();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private RunningServer<C> started(String then) {
        RunningServer<C> started = running;
        if (started == null) {
            throw new IllegalStateException("the server was not started: call start() first, then " + then);
        }
        return started;
    }
}
