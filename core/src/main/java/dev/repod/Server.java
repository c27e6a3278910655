package dev.repod;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A game's server: accepts clients and makes a {@link Channel} for each. Extend it, and give it the state of the game.
 *
 * <p>Every callback of the server and of its channels runs on the server's {@link #loop loop}, one at a time: game state
 * needs no locks. The other methods may be called from any thread.
 *
 * @param <C> the game's channel class
 */
public abstract class Server<C extends Channel<?>> implements AutoCloseable {
    private final ServerRuntime<C> runtime;

    /**
     * A server with the default options, on {@link Repod#DEFAULT_HOST} and {@link Repod#DEFAULT_PORT}.
     *
     * @param channels makes a channel for each client, such as {@code Player::new}
     */
    protected Server(Supplier<? extends C> channels) {
        this(channels, ServerOptions.standard());
    }

    /**
     * A server. It does nothing until it is started.
     *
     * @param channels makes a channel for each client, such as {@code Player::new}
     * @param options where and how it runs
     * @throws IllegalArgumentException naming class and method, if the channel class has a handler that cannot work
     */
    protected Server(Supplier<? extends C> channels, ServerOptions options) {
        Objects.requireNonNull(channels, "channels");
        Objects.requireNonNull(options, "options");
        Handlers.checkChannelOf(getClass());
        runtime = new ServerRuntime<>(this, channels, options);
    }

    /**
     * Binds the address and starts the server's thread. Returns once clients can connect.
     *
     * @throws java.io.UncheckedIOException if the address cannot be had; the text names host and port
     * @throws IllegalStateException if the server was started or stopped before
     */
    public final void start() {
        runtime.start();
    }

    /**
     * Starts the server, blocks until it has stopped, and returns. The first SIGINT (Ctrl+C) or SIGTERM stops it gracefully,
     * as {@link #stop} does; a second one ends the program at once.
     *
     * @throws java.io.UncheckedIOException if the address cannot be had; the text names host and port
     * @throws IllegalStateException if the server was started or stopped before
     */
    public final void launch() {
        runtime.checkStartable();
        // Before anybody can have been told that the server runs: whoever hears of it may end it in the same moment.
        StopSignals signals = StopSignals.call(runtime::stop);
        try {
            if (runtime.startUnlessStopped()) {
                runtime.run();
            }
        } finally {
            signals.remove();
        }
    }

    /**
     * Blocks until the server has stopped. When the calling thread is interrupted, the server is stopped.
     *
     * @throws IllegalStateException if the server was never started, or on the loop
     */
    public final void run() {
        runtime.run();
    }

    /**
     * Stops the server: accepts no more clients, calls {@link #onStopping}, tells every client, flushes what was sent, and
     * ends every channel and thread. Blocks until that is done, {@link ServerOptions#stopTimeout} at the longest once the callback that is running has returned; called on
     * the {@link #loop loop}, it only begins. Without effect on a server that has stopped; one that was never started cannot be
     * started any more.
     */
    public final void stop() {
        runtime.stop();
    }

    /** The same as {@link #stop}. */
    @Override
    public final void close() {
        runtime.stop();
    }

    /**
     * The address that the server listens on.
     *
     * @return address and real port, also after it has stopped
     * @throws IllegalStateException before the server was started
     */
    public final InetSocketAddress address() {
        return runtime.address();
    }

    /**
     * The channels that are open now.
     *
     * @return a snapshot that never changes, in the order in which the clients came
     */
    public final List<C> channels() {
        return runtime.registry().list();
    }

    /**
     * The open channel of that number.
     *
     * @param id a {@link Channel#id}
     * @return null if there is none
     */
    public final @Nullable C channel(int id) {
        return runtime.registry().get(id);
    }

    /**
     * Sends a message to every channel. It is encoded once.
     *
     * @param message the message
     * @throws IllegalArgumentException if it is over a limit of this side; a client with a lower one is left out, and that is
     *     logged
     */
    public final void sendToAll(Message message) {
        runtime.broadcast().send(message, null);
    }

    /**
     * Sends a record to every channel, as {@link #sendToAll(Message)} does.
     *
     * @param message the record
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side
     */
    public final void sendToAll(Record message) {
        runtime.broadcast().send(message, null);
    }

    /**
     * Sends a message to every channel but one.
     *
     * @param except who does not get it
     * @param message the message
     * @throws IllegalArgumentException if it is over a limit of this side
     */
    public final void sendToAllExcept(Channel<?> except, Message message) {
        runtime.broadcast().send(message, Objects.requireNonNull(except, "except"));
    }

    /**
     * Sends a record to every channel but one.
     *
     * @param except who does not get it
     * @param message the record
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side
     */
    public final void sendToAllExcept(Channel<?> except, Record message) {
        runtime.broadcast().send(message, Objects.requireNonNull(except, "except"));
    }

    /**
     * Sends every channel a message that makes earlier ones of its action out of date, as {@link Channel#sendLatest(Message)} does.
     * It is encoded once.
     *
     * @param message the message
     * @throws IllegalArgumentException if it is over a limit of this side; a client with a lower one is left out, and that is
     *     logged
     */
    public final void sendLatestToAll(Message message) {
        runtime.broadcast().sendLatest(message, null);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side
     */
    public final void sendLatestToAll(Record message) {
        runtime.broadcast().sendLatest(message, null);
    }

    /**
     * Sends every channel a message that makes earlier ones of its action and key out of date.
     *
     * @param message the message
     * @param key what it is about, as in {@link Channel#sendLatest(Message, Object)}
     * @throws IllegalArgumentException if it is over a limit of this side
     */
    public final void sendLatestToAll(Message message, Object key) {
        runtime.broadcast().sendLatest(message, Objects.requireNonNull(key, "key"));
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @param key what it is about, as in {@link Channel#sendLatest(Message, Object)}
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side
     */
    public final void sendLatestToAll(Record message, Object key) {
        runtime.broadcast().sendLatest(message, Objects.requireNonNull(key, "key"));
    }

    /**
     * The thread of this server's callbacks, as an executor.
     *
     * @return the loop
     */
    public final Loop loop() {
        return runtime.loop();
    }

    /**
     * A client has connected; called after {@link Channel#onConnect}.
     *
     * @param channel the client's channel
     */
    protected void onConnect(C channel) {}

    /**
     * A client is gone; called exactly once, after {@link Channel#onClose}.
     *
     * @param channel the client's channel, which is no longer in {@link #channels}
     */
    protected void onDisconnect(C channel) {}

    /**
     * A step of the game, {@link ServerOptions#tick} apart, 60 times a second by default. Only where it is overridden is
     * there any ticking at all. Ticks that a stall has made late are skipped, and logged.
     *
     * @param seconds the time since the last tick
     */
    protected void onTick(double seconds) {}

    /** The server begins to stop; what is sent here still reaches the clients. */
    protected void onStopping() {}
}
