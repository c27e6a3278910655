package dev.repod.internal.transport;

import dev.repod.internal.session.Standing;
import io.netty.channel.socket.SocketChannel;

/**
 * Whether one socket is read now: where its session wants it, and where it does not wait for its turn. That is what those do who are not
 * known, when the {@link Ration} of them all is used up. Confined to the loop.
 */
final class LinkTurns implements Ration.Consumer {
    /** What somebody who means to play needs of them until he is known, or more. */
    private static final int FIRST_TURNS = 8;

    private final NettyLoop loop;
    private final SocketChannel socket;
    private Standing standing;
    private boolean isWanted = true;
    private boolean isWaiting;
    private boolean isCounted;
    private boolean hasSession;
    private long waitsSinceNanos;
    private long waitedNanos;
    private int turns;

    LinkTurns(NettyLoop loop, SocketChannel socket, Standing standing) {
        this.loop = loop;
        this.socket = socket;
        this.standing = standing;
    }

    boolean isKnown() {
        return standing == Standing.KNOWN;
    }

    boolean isStranger() {
        return standing == Standing.STRANGER;
    }

    /** There is a session. Before that a link is charged and does not wait: TLS reads on by itself until its handshake is over. */
    void begun() {
        hasSession = true;
    }

    /** Charges what was done for it outside of a read, without having it wait. */
    void charge(long tookNanos, long nowNanos) {
        loop.strangersRation().isUsedUp(tookNanos, nowNanos);
    }

    /** Charges a read, and has it wait where too much was used. */
    void chargeRead(long tookNanos, long nowNanos) {
        boolean isUsedUp = loop.strangersRation().isUsedUp(tookNanos, nowNanos);
        if (isUsedUp && hasSession && !isWaiting && !isKnown()) {
            isWaiting = true;
            waitsSinceNanos = nowNanos;
            apply();
            loop.strangersRation().await(this);
        }
    }

    @Override
    public boolean isNew() {
        return turns < FIRST_TURNS && isStranger();
    }

    @Override
    public boolean goOn() {
        if (!isWaiting) {
            return false;
        }
        waitedNanos = waitedNanos();
        isWaiting = false;
        turns++;
        apply();
        return isWanted && socket.isOpen();
    }

    /** For how long it has waited, all in all. */
    long waitedNanos() {
        return waitedNanos + (isWaiting ? SystemTime.nanoTime() - waitsSinceNanos : 0);
    }

    /** Who has become known waits no longer. */
    void setStanding(Standing newStanding) {
        standing = newStanding;
        count(isKnown());
        if (isKnown()) {
            loop.strangersRation().forget(this);
            goOn();
        }
    }

    /** The socket is closed. */
    void closed() {
        count(false);
        loop.strangersRation().forget(this);
    }

    private void count(boolean asKnown) {
        if (asKnown != isCounted) {
            isCounted = asKnown;
            loop.countKnown(asKnown ? 1 : -1);
        }
    }

    /** Whether the session has room for what comes. */
    void setReading(boolean reading) {
        isWanted = reading;
        apply();
    }

    private void apply() {
        socket.config().setAutoRead(isWanted && !isWaiting);
    }
}
