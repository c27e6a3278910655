package dev.repod.internal.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Netty event loop with one thread, and what the links on it share. */
final class NettyLoop implements IoLoop {
    /** What is read or written at once, at the most. */
    private static final int BUFFER_BYTES = 64 << 10;

    private final SingleThreadIoEventLoop eventLoop;
    private final Ration strangersRation = new Ration(this, this::isAnyKnown);
    private final Ration arrivalsRation = new Ration(this, this::isAnyKnown);
    private int known;
    private volatile @Nullable Thread thread;
    private final byte[] readArray = new byte[BUFFER_BYTES];
    private final LentBuffer readBuffer = LentBuffer.direct(BUFFER_BYTES);
    private final LentBuffer writeBuffer = LentBuffer.direct(BUFFER_BYTES);
    private final LendingAllocator tlsBuffers = new LendingAllocator();
    private final List<NettyLink> linksToFlush = new ArrayList<>();
    private final Runnable flushAll = this::flushAll;

    NettyLoop(String threadName, boolean daemon) {
        eventLoop = new SingleThreadIoEventLoop(
                null, (ThreadFactory) task -> newThread(task, threadName, daemon), NettySockets.ioHandlers());
        eventLoop.addShutdownHook(() -> {
            readBuffer.free();
            writeBuffer.free();
            tlsBuffers.free();
        });
    }

    private Thread newThread(Runnable task, String name, boolean daemon) {
        Thread made = new FastThreadLocalThread(task, name);
        made.setDaemon(daemon);
        thread = made;
        return made;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    /** What the sockets are read into. */
    LentBuffer readBuffer() {
        return readBuffer;
    }

    /** The time of those who are here and not known. */
    Ration strangersRation() {
        return strangersRation;
    }

    /** The time of those who come, which is another's, so that nobody who is here keeps all others out. */
    Ration arrivalsRation() {
        return arrivalsRation;
    }

    /** So many links more are those of known peers. */
    void countKnown(int more) {
        known += more;
    }

    private boolean isAnyKnown() {
        return known > 0;
    }

    /** Where the bytes of one read are put for the session, unless they lie in an array already. Only during that read. */
    byte[] readArray() {
        return readArray;
    }

    /** A buffer for one write; to be released once. */
    ByteBuf writeBuffer(int bytes) {
        return writeBuffer.lend(bytes);
    }

    /** Where TLS takes its buffers from. */
    ByteBufAllocator tlsBuffers() {
        return tlsBuffers;
    }

    /** Flushes this link after all that the loop has at hand now, with every other that asked for it. */
    void flushAtEndOfTurn(NettyLink link) {
        linksToFlush.add(link);
        if (linksToFlush.size() == 1) {
            eventLoop.execute(flushAll);
        }
    }

    /** A flush may end a link, and that may make another ask: those are the next turn's. */
    private void flushAll() {
        NettyLink[] links = linksToFlush.toArray(NettyLink[]::new);
        linksToFlush.clear();
        long nowNanos = SystemTime.nanoTime();
        for (NettyLink link : links) {
            link.flushAtEndOfTurn(nowNanos);
        }
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public long nanoTime() {
        return SystemTime.nanoTime();
    }

    @Override
    public Timer schedule(long delayNanos, Runnable task) {
        ScheduledFuture<?> future = eventLoop.schedule(task, Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void shutdown() {
        eventLoop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
    }

    /** Netty makes the thread with the first task, at the latest with the one that ends it. */
    @Override
    public Future<?> ended() {
        return new ThreadEnd(eventLoop.terminationFuture(), Objects.requireNonNull(thread, "the loop was never used"));
    }
}
