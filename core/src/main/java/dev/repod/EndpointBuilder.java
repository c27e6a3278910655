package dev.repod;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options that servers and clients have in common. What a setter says of "the peer" is the client for a server, and the server
 * for a client. Not safe for several threads at once.
 *
 * @param <B> the builder that goes on
 */
public abstract sealed class EndpointBuilder<B extends EndpointBuilder<B>> implements Cloneable
        permits ServerOptions.Builder, ClientOptions.Builder {
    /** After so long a peer that does not say what it is, is a plain one, where nothing else waits for that. */
    static final Duration GRACE = Duration.ofMillis(250);

    Limits limits = Limits.standard();
    Duration frameTimeout = Duration.ofSeconds(5);

    @Nullable Duration plainPeerGrace;

    Duration closeTimeout = Duration.ofSeconds(2);
    int inboxBytes;
    Keepalive keepalive = Keepalive.standard();

    EndpointBuilder(int inboxBytes) {
        this.inboxBytes = inboxBytes;
    }

    abstract B self();

    @SuppressWarnings("unchecked") // a clone is of the class that it was made of
    final B copy() {
        try {
            return (B) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    final Duration grace(Duration standard) {
        Duration set = plainPeerGrace;
        return set != null ? set : standard;
    }

    final void checkKeepalive() {
        Durations.isLonger("keepalive deadAfter", keepalive.deadAfter(), "every", keepalive.every());
    }

    /**
     * What the peer may ask of this side, and how large a message of this side's may be.
     *
     * @param newLimits {@link Limits#standard()} by default
     * @return this builder
     */
    public B limits(Limits newLimits) {
        limits = Objects.requireNonNull(newLimits, "limits");
        return self();
    }

    /**
     * How long a frame may take from its first byte to its last. A peer that takes longer is closed with {@link
     * CloseReason.Kind#TIMED_OUT}.
     *
     * @param timeout 10 ms to 1 day; 5 s by default
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public B frameTimeout(Duration timeout) {
        frameTimeout = Durations.inRange("frameTimeout", timeout, Duration.ofMillis(10));
        return self();
    }

    /**
     * How long it may take until a peer shows that it is one of this library; then it is taken for a plain one, such as a Python
     * program. For a client that is the time from the server's greeting to WELCOME, which has to be less than {@link
     * ClientOptions.Builder#connectTimeout}. For a server it is the time without a word of the client; with {@link
     * ServerOptions.Builder#sessions}, an {@link ServerOptions.Builder#authenticator} or versions also how long {@link
     * Channel#onConnect} waits, and with {@link Tls#optional} how long its greeting does.
     *
     * @param grace 1 ms to 1 day; 250 ms by default, and 1 s where {@code onConnect} waits for it
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public B plainPeerGrace(Duration grace) {
        plainPeerGrace = Durations.inRange("plainPeerGrace", grace, Duration.ofMillis(1));
        return self();
    }

    /**
     * How long the orderly end of a connection may take, from this side's goodbye to the peer's end, before it is cut.
     *
     * @param timeout 10 ms to 1 day; 2 s by default
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public B closeTimeout(Duration timeout) {
        closeTimeout = Durations.inRange("closeTimeout", timeout, Duration.ofMillis(10));
        return self();
    }

    /**
     * How many bytes of messages may wait for the game, before the peer is not read further until half of them are delivered. The
     * link stays up meanwhile. On a client they wait for {@link ConnectionListener#pump}; on a server, for each channel, for a
     * callback, and with {@link ServerOptions.Builder#ioThread} alone.
     *
     * @param bytes 64 KiB to 1 GiB; 32 MiB by default on a client, 4 MiB on a server
     * @return this builder
     * @throws IllegalArgumentException if out of range
     */
    public B inboxBytes(int bytes) {
        inboxBytes = InboxBound.inRange(bytes);
        return self();
    }

    /**
     * How a dead peer is found.
     *
     * @param settings {@link Keepalive#standard()} by default
     * @return this builder
     */
    public B keepalive(Keepalive settings) {
        keepalive = Objects.requireNonNull(settings, "keepalive");
        return self();
    }
}
