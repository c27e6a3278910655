package dev.repod;

import dev.repod.internal.session.Carrier;
import dev.repod.internal.session.ClientSession;
import dev.repod.internal.session.Introduction;
import dev.repod.internal.session.PeerLimits;
import dev.repod.internal.session.Session;
import dev.repod.internal.session.SessionConfig;
import dev.repod.internal.session.SessionRequest;
import dev.repod.internal.session.SessionState;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client linked to its server: connects, and after a loss connects again as the policy says, with the session that is
 * left. Confined to the I/O thread.
 */
final class LinkKeeper {
    private final ClientConnection connection;
    private final Network network;
    private final IoLoop io;
    private final ClientOptions options;
    private final SessionConfig sessionConfig;
    private final Reconnect policy;

    /** The newest, which alone can tell the game something. */
    private @Nullable LinkAttempt current;

    /** All whose link is not gone yet. */
    private final Set<LinkAttempt> attempts = new HashSet<>();

    private IoLoop.@Nullable Timer backoff;

    /** How many attempts there were since there was a link. */
    private int tried;

    /** Where the game's frames go; another one for each session. */
    private Carrier carrier = new Carrier(() -> {});

    private @Nullable Outlet outlet;

    /** By which the session is resumed; null where there is none. */
    private byte @Nullable [] sessionId;

    private long windowMillis;
    private boolean wasOpen;
    private @Nullable CloseReason loss;
    private long lostNanos;
    private boolean over;

    LinkKeeper(
            ClientConnection connection,
            Network network,
            IoLoop io,
            ClientOptions options,
            SessionConfig sessionConfig) {
        this.connection = connection;
        this.network = network;
        this.io = io;
        this.options = options;
        this.sessionConfig = sessionConfig;
        this.policy = options.reconnect();
    }

    /** The link that is open, or null. */
    @Nullable Session link() {
        return carrier.link();
    }

    // ---- what the connection asks for

    void begin() {
        if (connection.isClosedByTheGame()) {
            over = true;
            goneIfNothingIsLeft();
        } else {
            connect();
        }
    }

    /** The game has closed the connection. */
    void close() {
        if (over) {
            return;
        }
        over = true;
        if (backoff != null) {
            backoff.cancel();
        }
        if (current != null) {
            current.close(CloseReason.of(CloseReason.Kind.CLOSED, ""));
        }
        carrier.drop();
        goneIfNothingIsLeft();
    }

    // ---- attempts

    private void connect() {
        backoff = null;
        ClientLog.connecting(connection.host(), connection.port());
        LinkAttempt attempt = new LinkAttempt(this, sessionConfig);
        current = attempt;
        attempts.add(attempt);
        attempt.begin(
                network.connect(io, connection.to(), options.connectTimeout().toNanos(), attempt));
    }

    long nanoTime() {
        return io.nanoTime();
    }

    String host() {
        return connection.host();
    }

    int port() {
        return connection.port();
    }

    /** What is said about the client itself on each link. */
    Introduction introduction() {
        return options.introduction();
    }

    /** What is said about sessions on the next link. */
    SessionRequest request() {
        if (policy.isNever()) {
            return SessionRequest.NONE;
        }
        byte[] id = sessionId;
        @Nullable SessionState left = carrier.state();
        return id == null || left == null ? SessionRequest.FIRST : SessionRequest.resume(id, left, canResume());
    }

    /** An attempt did not lead to a connection. */
    void onFailed(LinkAttempt attempt, ConnectionError error, CloseReason reason) {
        if (attempt != current || over) {
            return;
        }
        current = null;
        ClientLog.failed(connection.host(), connection.port(), error);
        if (policy.isNever()) {
            over = true;
            connection.onEnded(new Event.Failed(error));
            return;
        }
        connection.onEvent(new Event.Failed(error));
        if (isFinal(reason)) {
            giveUp(reason);
        } else {
            tryAgain(reason);
        }
    }

    private void tryAgain(CloseReason reason) {
        if (!policy.allows(tried + 1)) {
            giveUp(loss == null ? reason : loss);
            return;
        }
        tried++;
        Duration delay = policy.delayBefore(tried, canResume(), network.random());
        ClientLog.reconnecting(connection.host(), connection.port(), tried, delay);
        connection.onEvent(new Event.Reconnecting(tried, delay));
        backoff = io.schedule(delay.toNanos(), this::connect);
    }

    private boolean canResume() {
        @Nullable SessionState left = carrier.state();
        boolean isInTime = windowMillis < 0 || io.nanoTime() - lostNanos < TimeUnit.MILLISECONDS.toNanos(windowMillis);
        return sessionId != null && left != null && !left.isOverflown() && isInTime;
    }

    private void giveUp(CloseReason reason) {
        ClientLog.gaveUp(connection.host(), connection.port(), tried);
        connection.onEvent(new Event.GaveUp());
        end(reason);
    }

    private void end(CloseReason reason) {
        over = true;
        carrier.drop();
        ClientLog.disconnected(connection.host(), connection.port(), reason);
        connection.onEnded(new Event.Disconnected(reason));
        goneIfNothingIsLeft();
    }

    /** Who was sent away does not come again. A server that was stopped may be started again. */
    private static boolean isFinal(CloseReason reason) {
        return switch (reason.kind()) {
            case KICKED, REJECTED, SUPERSEDED -> true;
            default -> false;
        };
    }

    // ---- links

    void onSession(LinkAttempt attempt, byte[] id, long newWindowMillis) {
        if (attempt == current) {
            sessionId = id;
            windowMillis = newWindowMillis;
        }
    }

    void onExtended(LinkAttempt attempt, PeerLimits limits) {
        if (attempt == current) {
            if (attempt.isOpen() && outlet != null) {
                connection.onOpened(true);
                outlet.peerLimits(limits);
            }
        }
    }

    /** The connection stands: the first one, one with the session of before, or another. */
    void onOpened(LinkAttempt attempt, ClientSession session, Resumption outcome) {
        if (attempt != current || over) {
            return;
        }
        tried = 0;
        @Nullable Outlet another = null;
        if (outcome != Resumption.RESUMED) {
            carrier.drop();
            carrier = new Carrier(this::onRoom);
            another = new Outlet(io, new Encoder(), carrier, PeerLimits.of(options.limits()), tooLittle -> {});
            outlet = another;
        }
        if (!attempt.hasSession()) {
            sessionId = null;
        }
        Objects.requireNonNull(outlet).peerLimits(attempt.peerLimits());
        carrier.attach(session);
        connection.onOpened(attempt.isExtended());
        tellOpened(outcome, another);
    }

    private void onRoom() {
        if (!over) {
            connection.onEvent(new Event.Writable());
        }
    }

    private void tellOpened(Resumption outcome, @Nullable Outlet another) {
        if (wasOpen) {
            ClientLog.reconnected(connection.host(), connection.port(), outcome);
            connection.onLinked(new Event.Reconnected(outcome), another);
        } else {
            wasOpen = true;
            ClientLog.connected(connection.host(), connection.port());
            connection.onLinked(new Event.Connected(), another);
        }
    }

    void onMessage(LinkAttempt attempt, Message message, int bytes) {
        if (attempt == current) {
            connection.onMessage(message, bytes);
        }
    }

    int maxFrameBytes() {
        return options.limits().maxFrameBytes();
    }

    /** A link that was open has ended. */
    void onLost(LinkAttempt attempt, CloseReason reason, @Nullable SessionState left) {
        if (attempt != current || over) {
            return;
        }
        current = null;
        if (policy.isNever() || isFinal(reason)) {
            end(reason);
            return;
        }
        loss = reason;
        lostNanos = io.nanoTime();
        if (left == null) {
            sessionId = null;
            carrier.drop();
        } else {
            carrier.detach(left, () -> connection.onUnlinked(false));
        }
        connection.onUnlinked(canResume());
        ClientLog.lost(connection.host(), connection.port(), reason);
        tryAgain(reason);
    }

    void onGone(LinkAttempt attempt) {
        attempts.remove(attempt);
        goneIfNothingIsLeft();
    }

    private void goneIfNothingIsLeft() {
        if (over && attempts.isEmpty()) {
            connection.onGone();
        }
    }
}
