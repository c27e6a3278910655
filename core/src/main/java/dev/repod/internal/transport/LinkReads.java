package dev.repod.internal.transport;

import dev.repod.internal.session.Standing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.socket.SocketChannel;

/**
 * How one socket is read: once a turn of the loop, so that a peer that never stops sending waits for all others after each read, and
 * into a buffer of the loop's, which the handler has emptied when it returns. Whatever the size of a burst, it takes one system call
 * and no guess.
 *
 * <p>Those who are not known read little at a time, and what that takes of the loop's time is charged to the {@link Ration} of them all:
 * where it is used up, they wait.
 */
final class LinkReads extends DefaultMaxMessagesRecvByteBufAllocator implements Ration.Consumer {
    /** What somebody who means to play needs of them until he is known, or more. */
    private static final int FIRST_TURNS = 8;

    /** A stranger is read so much at first: more than a greeting, and less than a thousand messages. */
    private static final int FIRST_BYTES = 4 << 10;

    /** Reads of one socket before the next one has its turn. */
    private static final int READS_PER_TURN = 1;

    /** A read that takes so long is too large. */
    private static final long LONG_NANOS = 500_000;

    /** One that takes no longer, and was full, may be twice as large. */
    private static final long SHORT_NANOS = 100_000;

    private final NettyLoop loop;
    private final SocketChannel socket;
    private Standing standing = Standing.STRANGER;
    private boolean isWanted = true;
    private boolean isWaiting;
    private boolean isCounted;
    private boolean hasSession;
    private boolean isTimed;

    /** Of the last read: there was as much as could be read, and perhaps more. */
    private boolean isFull;

    private int strangersBytes = FIRST_BYTES;
    private long beganNanos;
    private long waitsSinceNanos;
    private long waitedNanos;
    private int turns;

    private LinkReads(NettyLoop loop, SocketChannel socket) {
        super(READS_PER_TURN);
        this.loop = loop;
        this.socket = socket;
    }

    /** Has a socket that is new read in this way, as a stranger's. */
    static void install(NettyLoop loop, SocketChannel socket) {
        socket.config().setRecvByteBufAllocator(new LinkReads(loop, socket));
    }

    /** The same for one that this side has made, which waits for nobody. */
    static void installOwn(NettyLoop loop, SocketChannel socket) {
        LinkReads reads = new LinkReads(loop, socket);
        reads.standing = Standing.KNOWN;
        socket.config().setRecvByteBufAllocator(reads);
    }

    /** Of a socket that has one. */
    static LinkReads of(SocketChannel socket) {
        return socket.config().getRecvByteBufAllocator();
    }

    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator unused) {
                begin();
                LentBuffer buffer = loop.readBuffer();
                int bytes = guess();
                ByteBuf lent = buffer.lend(bytes);
                // At its end, which is how much room there is.
                int at = buffer.bytes() - bytes;
                return at == 0 ? lent : lent.setIndex(at, at);
            }

            @Override
            public void lastBytesRead(int bytes) {
                super.lastBytesRead(bytes);
                isFull = bytes == attemptedBytesRead();
            }

            @Override
            public int guess() {
                return standing == Standing.STRANGER
                        ? strangersBytes
                        : loop.readBuffer().bytes();
            }
        };
    }

    /** There is a session. Before that a link is charged and does not wait: TLS reads on by itself until its handshake is over. */
    void begun() {
        hasSession = true;
    }

    /** Something is done for this link: from here on its time counts. */
    void begin() {
        isTimed = standing != Standing.KNOWN;
        if (isTimed) {
            beganNanos = SystemTime.nanoTime();
        }
    }

    /** It is done, and was no read: that one is charged, and has to wait for nothing. */
    void charge() {
        if (isTimed) {
            isTimed = false;
            long nowNanos = SystemTime.nanoTime();
            loop.strangersRation().isUsedUp(nowNanos - beganNanos, nowNanos);
        }
    }

    /** A read is done, with all that came of it. */
    void end() {
        if (!isTimed) {
            return; // none was begun: TLS tells of the end of what it did elsewhere, too
        }
        isTimed = false;
        long nowNanos = SystemTime.nanoTime();
        long costNanos = nowNanos - beganNanos;
        fit(costNanos);
        boolean isUsedUp = loop.strangersRation().isUsedUp(costNanos, nowNanos);
        if (isUsedUp && hasSession && !isWaiting && standing != Standing.KNOWN) {
            isWaiting = true;
            waitsSinceNanos = nowNanos;
            apply();
            loop.strangersRation().await(this);
        }
    }

    /** Large frames are read in large pieces; of small ones the same number of bytes takes far longer. */
    private void fit(long costNanos) {
        if (costNanos > LONG_NANOS) {
            strangersBytes = Math.max(FIRST_BYTES, strangersBytes / 2);
        } else if (isFull && costNanos < SHORT_NANOS) {
            strangersBytes = Math.min(loop.readBuffer().bytes(), strangersBytes * 2);
        }
    }

    @Override
    public boolean isNew() {
        return turns < FIRST_TURNS && standing == Standing.STRANGER;
    }

    /** Whether the last read left room. */
    boolean hasReadAll() {
        return !isFull;
    }

    /** For how long it has waited for its turns. */
    long heldUpNanos() {
        return waitedNanos + (isWaiting ? SystemTime.nanoTime() - waitsSinceNanos : 0);
    }

    @Override
    public boolean goOn() {
        if (!isWaiting) {
            return false;
        }
        waitedNanos = heldUpNanos();
        isWaiting = false;
        turns++;
        apply();
        return isWanted && socket.isOpen();
    }

    /** Who has become known waits no longer. */
    void setStanding(Standing newStanding) {
        standing = newStanding;
        boolean isKnown = newStanding == Standing.KNOWN;
        count(isKnown);
        if (isKnown) {
            loop.strangersRation().forget(this);
            goOn();
        }
    }

    /** The socket is closed. */
    void closed() {
        count(false);
        loop.strangersRation().forget(this);
    }

    private void count(boolean isKnown) {
        if (isKnown != isCounted) {
            isCounted = isKnown;
            loop.countKnown(isKnown ? 1 : -1);
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
