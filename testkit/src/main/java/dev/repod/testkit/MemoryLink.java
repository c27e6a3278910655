package dev.repod.testkit;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.transport.IoLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory, as faithful to a socket as a session can tell: it pushes back, ends one direction at a
 * time, and is reset when it is closed over unread input. On its loop.
 */
final class MemoryLink implements Link {
    /** Gives a link that is up its session. */
    @FunctionalInterface
    interface Starter {
        LinkListener start(MemoryLink link, long nowNanos);
    }

    /** What a session finds in its array once it is not its own any more: it must have kept nothing. */
    private static final byte SCRUBBED = (byte) 0xC1;

    /** As much as the real transport reads at once. */
    private static final int MOST_READ_AT_ONCE_BYTES = 64 << 10;

    private final Timeline timeline;
    private final VirtualLoop loop;
    private final InetSocketAddress peerAddress;
    private final RandomGenerator cuts;
    private final Deque<byte[]> arrived = new ArrayDeque<>();

    private @Nullable Pipe out;
    private @Nullable Pipe in;
    private @Nullable LinkListener listener;
    private IoLoop.@Nullable Timer wakeTimer;
    private long wakeAtNanos;
    private boolean reading = true;
    private boolean inBatch;
    private boolean flushWanted;
    private boolean endArrived;
    private boolean endTold;
    private boolean closed;

    MemoryLink(Timeline timeline, VirtualLoop loop, InetSocketAddress peerAddress, RandomGenerator cuts) {
        this.timeline = timeline;
        this.loop = loop;
        this.peerAddress = peerAddress;
        this.cuts = cuts;
    }

    /** Makes two ends one connection. */
    void join(MemoryLink other) {
        Pipe there = new Pipe(timeline, cuts, this, other);
        Pipe back = new Pipe(timeline, cuts, other, this);
        out = there;
        other.in = there;
        in = back;
        other.out = back;
    }

    VirtualLoop loop() {
        return loop;
    }

    /** From now on there is someone who listens. */
    void open(Starter starter) {
        listener = starter.start(this, timeline.nowNanos());
        read();
    }

    // ---- what the session asks for

    @Override
    public InetSocketAddress peerAddress() {
        return peerAddress;
    }

    @Override
    public boolean isWritable() {
        return !pipe(out).hasUnsent();
    }

    @Override
    public void write(byte[] array, int from, int to) {
        if (!closed) {
            pipe(out).write(array, from, to);
        }
    }

    @Override
    public void flushSoon() {
        if (!flushWanted) {
            flushWanted = true;
            if (!inBatch) {
                timeline.after(0, loop, this::flushNow);
            }
        }
    }

    private void flushNow() {
        if (flushWanted) {
            flushWanted = false;
            if (listener != null && !closed) {
                listener.onFlush();
            }
        }
    }

    @Override
    public void wakeAt(long nanos) {
        if (closed || (wakeTimer != null && wakeAtNanos - nanos <= 0)) {
            return;
        }
        cancelWake();
        wakeAtNanos = nanos;
        wakeTimer = timeline.after(nanos - timeline.nowNanos(), loop, this::onWake);
    }

    private void onWake() {
        wakeTimer = null;
        if (listener != null && !closed) {
            listener.onTime(timeline.nowNanos());
        }
    }

    private void cancelWake() {
        if (wakeTimer != null) {
            wakeTimer.cancel();
            wakeTimer = null;
        }
    }

    @Override
    public void setReading(boolean newReading) {
        if (newReading && !reading) {
            timeline.after(0, loop, this::read);
        }
        reading = newReading;
    }

    @Override
    public boolean endsWhenUnacknowledged() {
        return true;
    }

    @Override
    public void shutdownOutput() {
        if (!closed) {
            pipe(out).end();
        }
    }

    /** Over unread input a close is a reset, as the system does it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (arrived.isEmpty()) {
            pipe(out).dropUnsent();
            pipe(out).end();
        } else {
            pipe(out).reset();
        }
        finish(null);
    }

    /** Ends the connection as a program that crashes does. */
    void reset() {
        if (!closed) {
            pipe(out).reset();
            finish(null);
        }
    }

    private void finish(@Nullable IOException failure) {
        closed = true;
        arrived.clear();
        cancelWake();
        timeline.after(0, loop, () -> {
            if (listener != null) {
                listener.onClosed(failure, timeline.nowNanos());
            }
        });
    }

    // ---- what the pipes bring

    void onArrived(byte[] segment) {
        if (closed) {
            pipe(out).reset();
        } else {
            arrived.add(segment);
            read();
        }
    }

    void onEndArrived() {
        endArrived = true;
        read();
    }

    void onResetArrived() {
        if (!closed) {
            pipe(out).dropUnsent();
            finish(new IOException("Connection reset by peer"));
        }
    }

    void onAllSent() {
        if (listener != null && !closed) {
            listener.onWritable();
        }
    }

    /** One batch: all that is there, in as many pieces as chance likes. */
    private void read() {
        LinkListener reader = listener;
        if (reader == null || inBatch) {
            return;
        }
        inBatch = true;
        while (reading && !closed && !arrived.isEmpty()) {
            readOnce(reader, arrived.remove());
        }
        inBatch = false;
        flushNow();
        if (reading && !closed && endArrived && arrived.isEmpty() && !endTold) {
            endTold = true;
            reader.onInputEnded(timeline.nowNanos());
        }
    }

    private void readOnce(LinkListener reader, byte[] segment) {
        int bytes = Cuts.upTo(Math.min(segment.length, MOST_READ_AT_ONCE_BYTES), cuts);
        if (bytes < segment.length) {
            arrived.addFirst(Arrays.copyOfRange(segment, bytes, segment.length));
        }
        pipe(in).taken(bytes);
        int before = cuts.nextInt(4);
        byte[] array = new byte[before + bytes];
        System.arraycopy(segment, 0, array, before, bytes);
        reader.onBytes(array, before, before + bytes, timeline.nowNanos());
        Arrays.fill(array, SCRUBBED);
    }

    private static Pipe pipe(@Nullable Pipe joined) {
        if (joined == null) {
            throw new IllegalStateException("this end was never joined to another");
        }
        return joined;
    }
}
