package dev.repod;

import dev.repod.internal.dispatch.Dispatcher;
import dev.repod.internal.dispatch.HandlerTable;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A game's connection to its server. Extend it, give it {@link On} methods, connect, and call {@link #pump} once a frame:
 * every callback and handler runs inside {@code pump}, on the game's own thread. The connection lives by itself meanwhile, so
 * a level that loads for a minute does not lose it.
 *
 * <p>{@link #pump} and {@link #connect} belong to the game's thread; {@link #send} and {@link #close} may be called from any.
 * No method blocks, and none throws because of the network. A class that already extends something else holds a listener as
 * a nested class.
 */
public abstract class ConnectionListener {
    private final Client client;
    private final HandlerTable handlers;
    private final Dispatcher dispatcher = new Dispatcher();
    private final PumpWatch pumpWatch;
    private boolean pumping;

    /**
     * A listener with the default options.
     *
     * @throws IllegalArgumentException naming class and method, if a handler of this class cannot work
     */
    protected ConnectionListener() {
        this(ClientOptions.standard());
    }

    /**
     * A listener that is not connected yet.
     *
     * @param options how it connects
     * @throws IllegalArgumentException naming class and method, if a handler of this class cannot work
     */
    protected ConnectionListener(ClientOptions options) {
        this.client = new Client(options);
        this.pumpWatch = new PumpWatch(StallWatch.stallNanos(options.keepalive()));
        this.handlers = Handlers.of(getClass());
    }

    /**
     * Begins to connect; {@link #onConnected} or {@link #onError} tells the outcome. May be called again once the connection
     * has ended, also inside {@link #onError} and {@link #onDisconnected}.
     *
     * @param host a name or an address; every address of the name is tried
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the port is out of range or the host is empty
     * @throws IllegalStateException if it is connecting or connected
     */
    public final void connect(String host, int port) {
        client.connect(host, port);
    }

    /**
     * Begins to connect to the server that a URI names.
     *
     * @param server such as {@code repod://localhost:5071}
     * @throws IllegalArgumentException if the scheme is none that this version speaks, or the host is missing
     * @throws IllegalStateException if it is connecting or connected
     */
    public final void connect(URI server) {
        client.connect(server);
    }

    /**
     * Delivers what has come in: calls handlers and callbacks for the events that were waiting when it was called, and no
     * more. Never blocks. An exception that leaves a handler leaves this method too; what still waits is delivered by the
     * next call.
     *
     * @return how many events were delivered
     * @throws IllegalStateException when called by one of its own callbacks
     */
    public final int pump() {
        if (pumping) {
            throw new IllegalStateException("pump() was called by a callback of the same pump(): call it once a frame");
        }
        pumping = true;
        watchPump();
        try {
            return deliver(client.waiting());
        } finally {
            pumping = false;
        }
    }

    private void watchPump() {
        @Nullable Long nowNanos = client.nanoTimeIfAlive();
        if (nowNanos == null) {
            pumpWatch.pause();
        } else {
            pumpWatch.onPump(nowNanos);
        }
    }

    private int deliver(int waiting) {
        int delivered = 0;
        for (int i = 0; i < waiting; i++) {
            @Nullable Event event = client.pollOne();
            if (event != null) {
                delivered++;
                tell(event);
            }
        }
        return delivered;
    }

    private void tell(Event event) {
        if (event instanceof Event.Received received) {
            dispatch(received.message());
        } else if (event instanceof Event.Connected) {
            onConnected();
        } else if (event instanceof Event.Failed failed) {
            onError(failed.error());
        } else if (event instanceof Event.Disconnected disconnected) {
            onDisconnected(disconnected.reason());
        } else if (event instanceof Event.Reconnecting again) {
            onReconnecting(again.attempt(), again.delay());
        } else if (event instanceof Event.Reconnected back) {
            onReconnected(back.resumption());
        } else if (event instanceof Event.GaveUp) {
            onGaveUp();
        } else if (event instanceof Event.Writable) {
            onWritable();
        }
    }

    private void dispatch(Message message) {
        @Nullable String flaw = message.flaw();
        if (flaw != null) {
            ClientLog.invalid(message.action(), flaw);
            onUnhandled(message);
            return;
        }
        byte[] frame = message.frame();
        dispatcher.dispatch(
                handlers.find(message.action()),
                frame,
                Encoder.HEADER_BYTES,
                frame.length,
                new PumpDelivery(this, message));
    }

    /**
     * Sends a message. While a client with a session is away, it is kept, and goes out when the session goes
     * on; where the client is then told of another session, it was lost with the one it was meant for.
     *
     * @param message the message
     * @return the bytes queued; 0 before {@link #onConnected}, after the connection has ended, and without a session while there
     *     is no link
     * @throws IllegalArgumentException if the message is over a limit of this side or of the server
     */
    public final int send(Message message) {
        return client.send(message);
    }

    /**
     * Sends a record, as a message with its name and components. While a client with a session is away, it is kept, and goes out when the session goes
     * on; where the client is then told of another session, it was lost with the one it was meant for.
     *
     * @param message the record
     * @return the bytes queued; 0 before {@link #onConnected}, after the connection has ended, and without a session while there
     *     is no link
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the server
     */
    public final int send(Record message) {
        return client.send(message);
    }

    /**
     * Sends a message that makes earlier ones of its action out of date, such as where the player is: of those that the system has
     * not been handed only the newest goes out. It stands where it was sent, so that it never overtakes anything.
     *
     * @param message the message
     * @return as {@link #send(Message)}
     * @throws IllegalArgumentException if the message is over a limit of this side or of the server
     */
    public final int sendLatest(Message message) {
        return client.sendLatest(message);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @return as {@link #send(Record)}
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the server
     */
    public final int sendLatest(Record message) {
        return client.sendLatest(message);
    }

    /**
     * The same where messages of one action are about several things: each makes only those of its own key out of date.
     *
     * @param message the message
     * @param key what it is about, told apart by {@code equals}: an id, an enum, a record. It must not change, and it is not sent
     * @return as {@link #send(Message)}
     * @throws IllegalArgumentException if the message is over a limit of this side or of the server
     */
    public final int sendLatest(Message message, Object key) {
        return client.sendLatest(message, key);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @param key what it is about, as in {@link #sendLatest(Message, Object)}
     * @return as {@link #send(Record)}
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the server
     */
    public final int sendLatest(Record message, Object key) {
        return client.sendLatest(message, key);
    }

    /**
     * How much waits for the server because it does not read as fast as it is sent to.
     *
     * @return as {@link Client#queuedBytes}
     */
    public final int queuedBytes() {
        return client.queuedBytes();
    }

    /**
     * Whether there is room for more. Where the answer is no on a connection that stands, {@link #onWritable} is called once there is.
     *
     * @return false when more than 64 KiB wait, and then until only half of that does; false, too, while there is no link
     */
    public final boolean isWritable() {
        return client.isWritable();
    }

    /**
     * Ends the connection, or the attempt to make one. Returns at once; no message is delivered any more, only {@link
     * #onDisconnected} at the next {@link #pump}. What was sent is flushed, even when the program ends now.
     */
    public final void close() {
        client.close();
    }

    /**
     * Whether there is a link to the server.
     *
     * @return true from {@link #onConnected} on until the connection ends; with a {@link Reconnect} policy false, too, from the loss
     *     of a link until {@link #onReconnected}
     */
    public final boolean isConnected() {
        return client.isConnected();
    }

    /**
     * How long a message takes to the server and back: the smoothed round trip (RFC 6298) of the library's own PINGs.
     *
     * @return zero until it was measured, and always with a plain server, which answers none
     */
    public final Duration rtt() {
        return client.rtt();
    }

    /**
     * Whether the server is one of this library, and not a plain one such as a Python program.
     *
     * @return false until it has said so
     */
    public final boolean isExtended() {
        return client.isExtended();
    }

    /**
     * The connection below, for what this class does not offer. Polling it takes events away from {@link #pump}.
     *
     * @return the same object always
     */
    public final Client connection() {
        return client;
    }

    /** The connection stands. Called before any message. */
    protected void onConnected() {}

    /**
     * The connection could not be made. Called for every attempt that failed.
     *
     * @param error why; its {@link ConnectionError#message} is fit to be shown to the player
     */
    protected void onError(ConnectionError error) {}

    /**
     * The connection has ended; called exactly once for each that was made, and with a {@link Reconnect} policy also where none
     * could be made. With such a policy a link that is lost does not end the connection: see {@link #onReconnecting}.
     *
     * @param reason why
     */
    protected void onDisconnected(CloseReason reason) {}

    /**
     * The link was lost, or an attempt to connect has failed, and the client tries again after a delay. Only with a {@link
     * Reconnect} policy. {@link #close} ends the waiting.
     *
     * @param attempt which attempt in a row this is, from 1
     * @param delay for how long the client waits before it
     */
    protected void onReconnecting(int attempt, Duration delay) {}

    /**
     * The connection stands again; called before any message that comes over the new link. Where it is not {@link
     * Resumption#RESUMED}, introduce yourself again here: {@link #onConnected} is called only for the first link.
     *
     * @param resumption what there is of the session before
     */
    protected void onReconnected(Resumption resumption) {}

    /**
     * Connecting again was given up, because the attempts are used up or the server turned this client away at one of them; {@link
     * #onDisconnected} follows. A client that is sent away over a link that stands gets {@link #onDisconnected} alone.
     */
    protected void onGaveUp() {}

    /** There is room for more to be sent, after {@link #isWritable} had said no or more than 64 KiB had waited. */
    protected void onWritable() {}

    /**
     * A message came for which there is no handler, or that its handler's record could not be made from; the latter is also
     * logged.
     *
     * @param message the message
     */
    protected void onUnhandled(Message message) {}
}
