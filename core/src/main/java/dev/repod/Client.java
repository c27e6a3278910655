package dev.repod;

import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.transport.Destination;
import dev.repod.internal.transport.Network;
import dev.repod.internal.transport.Networks;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server without annotations or callbacks: events are polled. Most games want {@link ConnectionListener},
 * which stands on this.
 *
 * <p>{@link #poll} and {@link #connect} belong to the game's thread; {@link #send} and {@link #close} may be called from any.
 * No method blocks, and none throws because of the network.
 */
public final class Client {
    private final ClientOptions options;
    private final SessionConfig sessionConfig;
    private final Network network = Networks.current();
    private final Inbox inbox = new Inbox();

    /** Guards the change from one connection to the next. */
    private final Object lock = new Object();

    private volatile @Nullable ClientConnection connection;

    /** A client with the default options. */
    public Client() {
        this(ClientOptions.standard());
    }

    /**
     * A client that is not connected yet.
     *
     * @param options how it connects
     */
    public Client(ClientOptions options) {
        this.options = Objects.requireNonNull(options, "options");
        this.sessionConfig = SessionConfigs.of(options);
    }

    /**
     * Begins to connect. {@link Event.Connected} or {@link Event.Failed} tells the outcome.
     *
     * @param host a name or an address; every address of the name is tried
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the port is out of range, or the host is empty or holds an {@code @}
     * @throws IllegalStateException if it is connecting or connected: {@link #close} first, or poll the event that ended it
     */
    public void connect(String host, int port) {
        Objects.requireNonNull(host, "host");
        Ports.inRange(port, 1);
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host is empty");
        }
        if (host.indexOf('@') >= 0) {
            // Not repeated: what stands before it may be a password.
            throw new IllegalArgumentException("the host holds an @: give a name or an address, and no user");
        }
        @Nullable Trust trust = options.tls();
        connect(new Destination(host, port, trust == null ? null : trust.trusted()));
    }

    private void connect(Destination to) {
        synchronized (lock) {
            ClientConnection before = connection;
            if (before != null && !before.hasEndedForTheGame()) {
                throw new IllegalStateException("already " + before.doing() + " to " + before.where()
                        + ": close() first, or wait for the event that ends it");
            }
            ClientConnection next = new ClientConnection(network, options, sessionConfig, inbox, to);
            connection = next;
            next.begin();
        }
    }

    /**
     * Begins to connect to the server that a URI names.
     *
     * @param server such as {@code repod://localhost:5071}, or over TLS {@code repods://game.example.org:5071}; the port is {@link
     *     Repod#DEFAULT_PORT} where it is left out. With {@code ?pin=} and the SHA-256 of a certificate in hex, with colons or
     *     without, the server is trusted if and only if it has that one
     * @throws IllegalArgumentException if the scheme is none that this version speaks, the host is missing, the query is something
     *     else than a pin, or {@link ClientOptions#tls} asks for TLS and the URI is without
     * @throws IllegalStateException as {@link #connect(String, int)}
     */
    public void connect(URI server) {
        connect(ServerUri.destination(Objects.requireNonNull(server, "server"), options));
    }

    /**
     * The next event, if there is one. Never blocks.
     *
     * @return the event, or null
     */
    public @Nullable Event poll() {
        while (true) {
            Inbox.@Nullable Entry entry = inbox.poll();
            if (entry == null) {
                return null;
            }
            if (entry.source().deliver(entry)) {
                return entry.event();
            }
        }
    }

    /** How many entries wait; some of them may turn out to be of a connection that was closed meanwhile. */
    int waiting() {
        return inbox.size();
    }

    /** Takes one entry that waits. Null where there is nothing to tell of it, because its connection was closed meanwhile. */
    @Nullable Event pollOne() {
        Inbox.@Nullable Entry entry = inbox.poll();
        return entry != null && entry.source().deliver(entry) ? entry.event() : null;
    }

    /**
     * Sends a message. While a client with a session is away, it is kept, and goes out when the session goes
     * on; where the client is then told of another session, it was lost with the one it was meant for.
     *
     * @param message the message
     * @return the bytes queued; 0 before {@link Event.Connected} was polled, after the connection has ended, and without a
     *     session while there is no link
     * @throws IllegalArgumentException if the message is over a limit of this side or of the server
     */
    public int send(Message message) {
        Objects.requireNonNull(message, "message");
        ClientConnection current = connection;
        return current == null ? ClientConnection.warnNotConnected() : current.send(message);
    }

    /**
     * Sends a record, as a message with its name and components. While a client with a session is away, it is kept, and goes out when the session goes
     * on; where the client is then told of another session, it was lost with the one it was meant for.
     *
     * @param message the record
     * @return the bytes queued; 0 before {@link Event.Connected} was polled, after the connection has ended, and without a
     *     session while there is no link
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the server
     */
    public int send(Record message) {
        Objects.requireNonNull(message, "message");
        ClientConnection current = connection;
        return current == null ? ClientConnection.warnNotConnected() : current.send(message);
    }

    /**
     * Sends a message that makes earlier ones of its action out of date, such as where the player is: of those that the system has
     * not been handed only the newest goes out. It stands where it was sent, so that it never overtakes anything.
     *
     * @param message the message
     * @return as {@link #send(Message)}
     * @throws IllegalArgumentException if the message is over a limit of this side or of the server
     */
    public int sendLatest(Message message) {
        Objects.requireNonNull(message, "message");
        ClientConnection current = connection;
        return current == null ? ClientConnection.warnNotConnected() : current.sendLatest(message, null);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @return as {@link #send(Record)}
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the server
     */
    public int sendLatest(Record message) {
        Objects.requireNonNull(message, "message");
        ClientConnection current = connection;
        return current == null ? ClientConnection.warnNotConnected() : current.sendLatest(message, null);
    }

    /**
     * The same where messages of one action are about several things: each makes only those of its own key out of date.
     *
     * @param message the message
     * @param key what it is about, told apart by {@code equals}: an id, an enum, a record. It must not change, and it is not sent
     * @return as {@link #send(Message)}
     * @throws IllegalArgumentException if the message is over a limit of this side or of the server
     */
    public int sendLatest(Message message, Object key) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(key, "key");
        ClientConnection current = connection;
        return current == null ? ClientConnection.warnNotConnected() : current.sendLatest(message, key);
    }

    /**
     * The same for a record.
     *
     * @param message the record
     * @param key what it is about, as in {@link #sendLatest(Message, Object)}
     * @return as {@link #send(Record)}
     * @throws IllegalArgumentException if a value cannot be sent, or the message is over a limit of this side or of the server
     */
    public int sendLatest(Record message, Object key) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(key, "key");
        ClientConnection current = connection;
        return current == null ? ClientConnection.warnNotConnected() : current.sendLatest(message, key);
    }

    /**
     * How much waits for the server because it does not read as fast as it is sent to: bytes that were sent, and that the system has
     * not been handed. Above {@link Limits#withMaxQueuedBytes} the connection ends.
     *
     * @return bytes; while a client with a session is away, those that no link was handed; 0 where there is no connection
     */
    public int queuedBytes() {
        ClientConnection current = connection;
        return current == null ? 0 : current.queuedBytes();
    }

    /**
     * Whether there is room for more. Where the answer is no on a connection that stands, {@link Event.Writable} comes once there is.
     *
     * @return false when more than 64 KiB wait, and then until only half of that does; false, too, while there is no link
     */
    public boolean isWritable() {
        ClientConnection current = connection;
        return current != null && current.isWritable();
    }

    /**
     * Ends the connection, or the attempt to make one. Returns at once. What was sent is flushed, even when the program ends
     * now; of what came in and was not polled nothing comes any more but one {@link Event.Disconnected}. Without effect when
     * there is no connection.
     */
    public void close() {
        synchronized (lock) {
            ClientConnection current = connection;
            if (current != null) {
                current.closeByTheGame();
            }
        }
    }

    /**
     * Whether there is a link to the server.
     *
     * @return true from {@link Event.Connected} on until the connection ends; with a {@link Reconnect} policy false, too, from the
     *     loss of a link until {@link Event.Reconnected} was polled
     */
    public boolean isConnected() {
        ClientConnection current = connection;
        return current != null && current.isOpen();
    }

    /**
     * How long a message takes to the server and back: the smoothed round trip (RFC 6298) of the library's own PINGs, which
     * each {@link Keepalive#every} brings up to date.
     *
     * @return zero until it was measured, and always with a plain server, which answers none
     */
    public Duration rtt() {
        ClientConnection current = connection;
        return current == null ? Duration.ZERO : current.rtt();
    }

    /** Of a connection that has not ended for the game; null where there is none. */
    @Nullable Long nanoTimeIfAlive() {
        ClientConnection current = connection;
        return current == null || current.hasEndedForTheGame() ? null : current.nanoTime();
    }

    /**
     * Whether the server is one of this library, and not a plain one such as a Python program.
     *
     * @return false until it has said so
     */
    public boolean isExtended() {
        ClientConnection current = connection;
        return current != null && current.isExtended();
    }
}
