package dev.repod.internal.transport;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.session.Standing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One Netty socket as a {@link Link}, and the last handler in its pipeline; without TLS the only one. Buffers of Netty end here: what goes up is a
 * range of an array of the loop's, what comes down is copied into the loop's own buffer.
 */
class NettyLink extends ChannelInboundHandlerAdapter implements Link {
    /** Gives a link that is up its session, or null where it is not wanted any more. */
    @FunctionalInterface
    interface Starter {
        @Nullable LinkListener start(NettyLink link, long nowNanos);
    }

    private final SocketChannel socket;
    private final LinkReads reads;
    private final LinkTurns turns;
    private final NettyLoop loop;
    private final InetSocketAddress peerAddress;
    private final ChannelFutureListener written = this::onWritten;

    private final Starter starter;
    private @Nullable LinkListener listener;
    private @Nullable Throwable failure;
    private @Nullable ScheduledFuture<?> wakeTimer;
    private long wakeAtNanos;
    private boolean inBatch;
    private boolean flushWanted;
    private boolean writing;
    private boolean inputEnded;
    private boolean closed;

    NettyLink(SocketChannel socket, NettyLoop loop, InetSocketAddress peerAddress, Starter starter) {
        this.socket = socket;
        this.reads = LinkReads.of(socket);
        this.turns = reads.turns();
        this.loop = loop;
        this.peerAddress = peerAddress;
        this.starter = starter;
    }

    // ---- what the session asks for

    @Override
    public InetSocketAddress peerAddress() {
        return peerAddress;
    }

    @Override
    public final boolean isWritable() {
        return !writing && failure == null;
    }

    @Override
    public final void write(byte[] array, int from, int to) {
        int length = to - from;
        ByteBuf buffer = loop.writeBuffer(length);
        buffer.writeBytes(array, from, length);
        hand(buffer);
    }

    /** Gives bytes on to the system, which owns them then. */
    void hand(ByteBuf buffer) {
        int held = buffer.refCnt();
        // No promise: mostly the system takes all at once, and a failure comes as an exception.
        socket.writeAndFlush(buffer, socket.voidPromise());
        if (buffer.refCnt() == held) {
            waitFor(socket.writeAndFlush(Unpooled.EMPTY_BUFFER));
        }
    }

    /** Until then the link is not writable. */
    final void waitFor(ChannelFuture whenTaken) {
        writing = true;
        whenTaken.addListener(written);
    }

    private void onWritten(ChannelFuture future) {
        if (future.isSuccess()) {
            writing = false;
            tell(told -> told.onWritable(SystemTime.nanoTime()));
        } else {
            fail(future.cause());
        }
    }

    @Override
    public void flushSoon() {
        if (!flushWanted) {
            flushWanted = true;
            if (!inBatch) {
                loop.flushAtEndOfTurn(this);
            }
        }
    }

    /** Called at the end of the turn, where the link has asked in no batch. */
    void flushAtEndOfTurn(long nowNanos) {
        reads.begin();
        flushNow(nowNanos);
        reads.charge();
    }

    private void flushNow(long nowNanos) {
        if (flushWanted) {
            flushWanted = false;
            tell(told -> told.onFlush(nowNanos));
        }
    }

    /**
     * Outside of the pipeline nobody catches: a link that has no memory for its write must not take the flushes of others with
     * it, and one that has lost a batch must not live on.
     */
    private void tell(Consumer<LinkListener> what) {
        LinkListener told = listener;
        if (told == null || closed) {
            return;
        }
        try {
            what.accept(told);
        } catch (Throwable failed) {
            fail(failed);
        }
    }

    @Override
    public void wakeAt(long nanos) {
        if (closed || (wakeTimer != null && wakeAtNanos - nanos <= 0)) {
            return;
        }
        if (wakeTimer != null) {
            wakeTimer.cancel(false);
        }
        wakeAtNanos = nanos;
        wakeTimer = loop.eventLoop()
                .schedule(this::onWake, Math.max(0, nanos - SystemTime.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** The turn in which a timer fires may be the one that stalled: what came in meanwhile is read before time is judged. */
    private void onWake() {
        wakeTimer = loop.eventLoop().schedule(this::onTime, 0, TimeUnit.NANOSECONDS);
    }

    private void onTime() {
        wakeTimer = null;
        tell(told -> told.onTime(SystemTime.nanoTime()));
    }

    @Override
    public void setReading(boolean reading) {
        turns.setReading(reading);
    }

    @Override
    public void setStanding(Standing standing) {
        turns.setStanding(standing);
    }

    @Override
    public boolean hasReadAll() {
        return reads.hasReadAll();
    }

    @Override
    public long heldUpNanos() {
        return turns.waitedNanos();
    }

    @Override
    public boolean endsWhenUnacknowledged() {
        return NettySockets.endsWhenUnacknowledged();
    }

    @Override
    public void shutdownOutput() {
        if (socket.isActive()) {
            socket.shutdownOutput();
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    // ---- what Netty tells

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin();
    }

    /** The link is up. */
    final void begin() {
        NettySockets.watchPeer(socket.config());
        NettySockets.keepUnsentSmall(socket.config());
        turns.begun();
        listener = starter.start(this, SystemTime.nanoTime());
        if (listener == null) {
            close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf buffer = (ByteBuf) message;
        try {
            inBatch = true;
            tellBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    /** What TLS of the JDK gives has an array; other TLS may have more at hand than is read at once. */
    private void tellBytes(ByteBuf buffer) {
        if (buffer.hasArray()) {
            int from = buffer.arrayOffset() + buffer.readerIndex();
            tellBytes(buffer.array(), from, buffer.readableBytes());
            return;
        }
        byte[] array = loop.readArray();
        while (buffer.isReadable()) {
            int length = Math.min(buffer.readableBytes(), array.length);
            buffer.readBytes(array, 0, length);
            tellBytes(array, 0, length);
        }
    }

    private void tellBytes(byte[] array, int from, int length) {
        if (listener != null && length > 0) {
            listener.onBytes(array, from, from + length, SystemTime.nanoTime());
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        inBatch = false;
        if (flushWanted) {
            flushNow(SystemTime.nanoTime());
        }
        reads.end();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            onInputEnded();
        }
    }

    /** The peer has ended its output, in whichever way. */
    final void onInputEnded() {
        if (!inputEnded) {
            inputEnded = true;
            if (listener != null) {
                listener.onInputEnded(SystemTime.nanoTime());
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(cause);
    }

    final void fail(Throwable cause) {
        if (failure == null) {
            failure = ConnectFailures.ofLink(cause);
        }
        close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (closed) {
            return;
        }
        closed = true;
        turns.closed();
        if (wakeTimer != null) {
            wakeTimer.cancel(false);
            wakeTimer = null;
        }
        if (listener != null) {
            listener.onClosed(failure, SystemTime.nanoTime());
        }
    }
}
