package dev.repod;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client, on the server's side. Extend it, give it {@link On} methods and the fields that belong to one player.
 *
 * <p>Every callback and handler runs on the server's {@link Server#loop loop}, one at a time, so neither this channel's
 * fields nor the game's need a lock. The other methods may be called from any thread.
 *
 * <p>A new one is made for each connection, by the supplier that the server was given. In its constructor there is no
 * connection yet: what has to do with the client belongs into {@link #onConnect}.
 *
 * @param <S> the server's class
 */
public abstract class Channel<S extends Server<?>> {
    private volatile @Nullable ChannelBridge<?> bridge;

    /** Whether a send in the constructor has been warned about: one line is enough for one mistake. */
    private boolean warned;

    /**
     * Checks the handlers of this class.
     *
     * @throws IllegalArgumentException naming class and method, if a handler cannot work
     */
    protected Channel() {
        Handlers.of(getClass());
    }

    /** Called once, before the first callback. */
    final void bind(ChannelBridge<?> newBridge) {
        if (bridge != null) {
            throw new IllegalStateException("the supplier of channels gave the same "
                    + getClass().getName() + " twice: it has to make a new one");
        }
        bridge = newBridge;
    }

    /** Null in the constructor. */
    final @Nullable ChannelBridge<?> bridge() {
        return bridge;
    }

    private ChannelBridge<?> bound() {
        ChannelBridge<?> bound = bridge;
        if (bound == null) {
            throw new IllegalStateException(
                    getClass().getName() + " has no connection yet: use onConnect() instead of the constructor");
        }
        return bound;
    }

    /**
     * The number of this channel.
     *
     * @return from 1, never used again while the server runs
     * @throws IllegalStateException in the constructor
     */
    public final int id() {
        return bound().id();
    }

    /**
     * The client's address; with a session, that of its newest link.
     *
     * @return address and port
     * @throws IllegalStateException in the constructor
     */
    public final InetSocketAddress address() {
        return bound().address();
    }

    /**
     * The server that accepted this client.
     *
     * @return the server
     * @throws IllegalStateException in the constructor
     */
    @SuppressWarnings("unchecked") // S is the class of the server that made this channel: the game declares both
    public final S server() {
        return (S) bound().server();
    }

    /**
     * Whether there is a link to the client.
     *
     * @return true from {@link #onConnect} on until the connection ends or is closed from this side; false, too, while a
     *     session waits for its client
     */
    public final boolean isConnected() {
        ChannelBridge<?> bound = bridge;
        return bound != null && bound.isConnected();
    }

    /**
     * How long a message takes to the client and back: the smoothed round trip (RFC 6298) of the library's own PINGs, which
     * each {@link Keepalive#every} brings up to date.
     *
     * @return zero until it was measured, and always for a plain client, which answers none
     */
    public final Duration rtt() {
        ChannelBridge<?> bound = bridge;
        return bound == null ? Duration.ZERO : bound.rtt();
    }

    /**
     * Whether the client is one of this library, and not a plain peer such as a Python program.
     *
     * @return false until the client has said so, which is a moment after {@link #onConnect}
     */
    public final boolean isExtended() {
        ChannelBridge<?> bound = bridge;
        return bound != null && bound.isExtended();
    }

    /**
     * Who the client is, as the server's {@link Authenticator} has said. A client that comes back to its session is who it was.
     *
     * @return null where the server has none, and in the constructor
     */
    public final @Nullable Object principal() {
        ChannelBridge<?> bound = bridge;
        return bound == null ? null : bound.principal();
    }

    /**
     * Why the connection ended.
     *
     * @return null until it has
     */
    public final @Nullable CloseReason closeReason() {
        ChannelBridge<?> bound = bridge;
        return bound == null ? null : bound.closeReason();
    }

    /**
     * The last 64 frames of this connection, both ways, with what the library says on its own account: to find out what led to a
     * fault. With a session it goes on from one link to the next. It is logged as {@code flight_record} where a connection ends
     * because of a fault, and may be asked for here at any time, also after the end.
     *
     * <p>It holds no payload, unless {@link ServerOptions.Builder#flightPayloads} is set.
     *
     * @return what there is now; without a frame in the constructor
     */
    public final FlightRecord flightRecord() {
        ChannelBridge<?> bound = bridge;
        return bound == null ? FlightRecord.EMPTY : bound.flightRecord();
    }

    /**
     * Sends a message. It goes out when the running callback has returned, together with whatever else is sent meanwhile. While
     * a session waits for its client, it goes out when that is back.
     *
     * @param message the message
     * @return the bytes queued, 0 if the connection has ended
     * @throws IllegalArgumentException if the message is over a limit of this side or of the client
     */
    public final int send(Message message) {
        Objects.requireNonNull(message, "message");
        ChannelBridge<?> bound = bridge;
        return bound == null ? sentTooEarly() : bound.send(message);
    }

    /**
     * Sends a record, as a message with its name and components.
     *
     * @param message the record
     * @return the bytes queued, 0 if the connection has ended
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the client
     */
    public final int send(Record message) {
        Objects.requireNonNull(message, "message");
        ChannelBridge<?> bound = bridge;
        return bound == null ? sentTooEarly() : bound.send(message);
    }

    /**
     * Sends a message that makes earlier ones of its action out of date, such as a snapshot: of those that the system has not been
     * handed only the newest goes out. It stands where it was sent, so that it never overtakes anything. While nothing waits, this
     * is {@link #send(Message)}.
     *
     * @param message the message
     * @return the bytes queued, 0 if the connection has ended
     * @throws IllegalArgumentException if the message is over a limit of this side or of the client
     */
    public final int sendLatest(Message message) {
        Objects.requireNonNull(message, "message");
        ChannelBridge<?> bound = bridge;
        return bound == null ? sentTooEarly() : bound.sendLatest(message, null);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @return the bytes queued, 0 if the connection has ended
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the client
     */
    public final int sendLatest(Record message) {
        Objects.requireNonNull(message, "message");
        ChannelBridge<?> bound = bridge;
        return bound == null ? sentTooEarly() : bound.sendLatest(message, null);
    }

    /**
     * The same where messages of one action are about several things, such as players: each makes only those of its own key out of
     * date.
     *
     * @param message the message
     * @param key what it is about, told apart by {@code equals}: an id, an enum, a record. It must not change, and it is not sent
     * @return the bytes queued, 0 if the connection has ended
     * @throws IllegalArgumentException if the message is over a limit of this side or of the client
     */
    public final int sendLatest(Message message, Object key) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(key, "key");
        ChannelBridge<?> bound = bridge;
        return bound == null ? sentTooEarly() : bound.sendLatest(message, key);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @param key what it is about, as in {@link #sendLatest(Message, Object)}
     * @return the bytes queued, 0 if the connection has ended
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the client
     */
    public final int sendLatest(Record message, Object key) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(key, "key");
        ChannelBridge<?> bound = bridge;
        return bound == null ? sentTooEarly() : bound.sendLatest(message, key);
    }

    /**
     * How much waits for the client because it does not read as fast as it is sent to: bytes that were sent, and that the system
     * has not been handed. What was sent in the running callback is among them. Above {@link Limits#withMaxQueuedBytes} the client
     * is closed.
     *
     * @return bytes; while a session waits for its client, those that no link was handed; 0 if the connection has ended
     */
    public final int queuedBytes() {
        ChannelBridge<?> bound = bridge;
        return bound == null ? 0 : bound.queuedBytes();
    }

    /**
     * Whether there is room for more: for a game that sends much, such as a map, piece by piece. Where the answer is no, {@link
     * #onWritable} is called once there is room.
     *
     * @return false when more than 64 KiB wait, and then until only half of that does; false, too, while a session waits for its
     *     client, and after the end
     */
    public final boolean isWritable() {
        ChannelBridge<?> bound = bridge;
        return bound != null && bound.isWritable();
    }

    private int sentTooEarly() {
        if (!warned) {
            warned = true;
            Handlers.warnSentTooEarly(this);
        }
        return 0;
    }

    /**
     * Ends the connection, after what was sent. Returns at once; {@link #onClose} follows. Without effect if it has ended. A client
     * with a {@link Reconnect} policy will come again: to keep one away, {@link #kick} it.
     */
    public final void close() {
        bound().close(CloseReason.of(CloseReason.Kind.CLOSED, ""));
    }

    /**
     * Sends the client away, and tells it why.
     *
     * @param text the reason, for the player to read: 1000 characters at the most
     * @throws IllegalArgumentException if the text is longer
     */
    public final void kick(String text) {
        bound().close(CloseReason.of(CloseReason.Kind.KICKED, PlayerText.checked(text)));
    }

    /** The client is connected, and can be sent to. Called before {@link Server#onConnect}. */
    protected void onConnect() {}

    /**
     * The link to the client is lost, and its session waits for it to come back, with {@link Sessions}. The channel stays in
     * {@link Server#channels}, and what is sent to it is kept. Then either {@link #onResumed} or {@link #onClose} is called.
     */
    protected void onDetached() {}

    /** The client is back on this channel; called before any message that comes then. */
    protected void onResumed() {}

    /**
     * There is room for more to be sent, after {@link #isWritable} had said no or more than 64 KiB had waited at the end of a turn of
     * the loop. Other threads may have filled it again meanwhile: ask {@link #isWritable}.
     */
    protected void onWritable() {}

    /**
     * What a client that comes back has to find: sent to a plain client, such as a Python program, as {@code state} of {@code
     * state_recovered}, and given to {@link SessionStore}, where there is one, when the client has connected, when it is
     * detached, each {@link Sessions#saveEvery} and when the server stops. It is only asked for with {@link Sessions}.
     *
     * @return the state, as a message of any action; null, the default, where there is none
     */
    protected @Nullable Message saveState() {
        return null;
    }

    /**
     * This channel takes the place of one that a server before this one had for the same client. Called before {@link
     * #onConnect}, with {@link Sessions#store} only.
     *
     * @param state what {@link #saveState} of the other one gave last
     */
    protected void restoreState(Message state) {}

    /**
     * The connection has ended; called exactly once, before {@link Server#onDisconnect}. The channel is no longer in {@link
     * Server#channels}.
     *
     * @param reason why
     */
    protected void onClose(CloseReason reason) {}

    /**
     * A handler or callback of this channel failed. The client has been told no more than an id of the error, and the
     * connection lives on. By default it is logged, with its stack trace, the action, the address and that id; where no
     * logging is set up, to the standard error.
     *
     * @param error what was thrown
     */
    protected void onError(Throwable error) {
        bound().logFailure(error);
    }

    /**
     * A message came for which there is no handler. By default nothing happens.
     *
     * @param message the message
     */
    protected void onUnhandled(Message message) {}

    @Override
    public String toString() {
        ChannelBridge<?> bound = bridge;
        return getClass().getSimpleName() + (bound == null ? "" : "[" + bound.id() + " " + bound.address() + "]");
    }
}
