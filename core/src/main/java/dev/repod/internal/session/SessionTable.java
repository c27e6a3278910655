package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.internal.wire.BrokenPeerException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sessions of one server that can be resumed, and by which ids. Confined to the server's I/O thread. */
public final class SessionTable {
    /** 128 bits. */
    static final int ID_BYTES = 16;

    private final long windowNanos;
    private final Consumer<byte[]> secrets;
    private final Map<SessionKey, ServerConnection> connections = new HashMap<>();
    private final Epitaphs epitaphs = new Epitaphs();
    private final AttemptsPerMinute failures;

    /** Null where nothing is ever saved. */
    private @Nullable SavedStates saved;

    /**
     * A table without sessions.
     *
     * @param windowNanos for how long a session waits for its client
     * @param failuresPerMinute how many ids that are none an address may try in a minute
     * @param secrets fills an array with bytes that nobody can guess
     */
    public SessionTable(long windowNanos, int failuresPerMinute, Consumer<byte[]> secrets) {
        this.windowNanos = windowNanos;
        this.failures = new AttemptsPerMinute(failuresPerMinute);
        this.secrets = secrets;
    }

    /** There is a store: what is in it is taken through this. */
    public void restoreFrom(ServerSessionHost host) {
        saved = new SavedStates(host);
    }

    /** Has what was saved under that id taken by a link; false where there is nothing to be had. */
    boolean load(byte[] id, SavedStates.Taker taker) {
        return saved != null && id.length == ID_BYTES && saved.load(SessionKey.of(id), taker);
    }

    private void drop(SessionKey key) {
        connections.remove(key);
        if (saved != null) {
            saved.spend(key);
        }
    }

    long windowMillis() {
        return windowNanos / 1_000_000;
    }

    /** The connection that this id resumes, or null. */
    @Nullable ServerConnection find(byte[] id) {
        return id.length == ID_BYTES ? connections.get(SessionKey.of(id)) : null;
    }

    /** What a client with this id is to be told, because its session was ended for good while it was away. */
    @Nullable CloseReason epitaph(byte[] id, long nowNanos) {
        return epitaphs.find(SessionKey.of(id), nowNanos);
    }

    /**
     * An id was tried that resumes nothing.
     *
     * @throws BrokenPeerException if that address has tried too many
     */
    void onFailure(InetSocketAddress address, long nowNanos) {
        if (!failures.add(address, nowNanos)) {
            throw BrokenPeerException.overLimit(
                    "failed_resumes", failures.perMinute(), failures.count(address, nowNanos));
        }
    }

    /** Gives a connection its first id. */
    byte[] admit(ServerConnection connection) {
        byte[] id = newId();
        SessionKey key = SessionKey.of(id);
        connection.ids(new SessionIds(key));
        connections.put(key, connection);
        return id;
    }

    /** Gives a connection its first id. The one that its client has come with is valid until it is known to hold that one. */
    byte[] admitRestored(ServerConnection connection, byte[] used) {
        byte[] id = newId();
        SessionIds ids = SessionIds.restored(SessionKey.of(used), SessionKey.of(id));
        connection.ids(ids);
        ids.valid().forEach(key -> connections.put(key, connection));
        return id;
    }

    /** Gives a connection another id, because its client has come back with one that it was given before. */
    byte[] renew(ServerConnection connection, SessionIds ids, byte[] used) {
        byte[] id = newId();
        List<SessionKey> before = ids.valid();
        ids.renew(SessionKey.of(used), SessionKey.of(id));
        List<SessionKey> now = ids.valid();
        before.stream().filter(key -> !now.contains(key)).forEach(this::drop);
        now.forEach(key -> connections.put(key, connection));
        return id;
    }

    /** The client of a connection holds the newest id: those before are not valid any more. */
    void confirm(SessionIds ids) {
        List<SessionKey> before = ids.valid();
        ids.confirm();
        before.subList(0, before.size() - 1).forEach(this::drop);
    }

    /** A session is over. */
    void remove(SessionIds ids) {
        ids.valid().forEach(this::drop);
    }

    /** Has it told to the client when it comes back. */
    void leaveEpitaph(List<SessionKey> keys, CloseReason reason, long nowNanos) {
        keys.forEach(key -> epitaphs.add(key, reason, nowNanos + windowNanos, nowNanos));
    }

    private byte[] newId() {
        byte[] id = new byte[ID_BYTES];
        secrets.accept(id);
        return id;
    }

    /** The id as plain peers are told it: 32 hexadecimal digits. */
    static String text(byte[] id) {
        return HexFormat.of().formatHex(id);
    }

    /** The id in such a text; where it is none, one that resumes nothing. */
    static byte[] parse(String text) {
        try {
            return text.length() == 2 * ID_BYTES ? HexFormat.of().parseHex(text) : new byte[0];
        } catch (IllegalArgumentException noHexDigits) {
            return new byte[0];
        }
    }
}
