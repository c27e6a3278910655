package dev.repod.testkit;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import dev.repod.internal.transport.IoLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection in memory, as faithful to a socket as a session can tell: it pushes back, ends one direction at a
 * time, and is reset when it is closed over unread input. The system takes in what arrives; all else is on its loop.
 */
final class MemoryLink implements Link {
    /** Gives a link that is up its session, or null where it is not wanted. */
    @FunctionalInterface
    interface Starter {
        @Nullable LinkListener start(MemoryLink link, long nowNanos);
    }

    /** What a session finds in its array once it is not its own any more: it must have kept nothing. */
    private static final byte SCRUBBED = (byte) 0xC1;

    /** As much as the real transport reads at once. */
    private static final int MOST_READ_AT_ONCE_BYTES = 64 << 10;

    private static final long UNBOUNDED = Long.MAX_VALUE;

    private final Timeline timeline;
    private final VirtualLoop loop;
    private final InetSocketAddress peerAddress;
    private final RandomGenerator cuts;
    private final Received received = new Received();
    private final Runnable lookTask = this::lookNow;
    private final LabLink view = new LabLink(this);

    private @Nullable Connection connection;
    private @Nullable LinkListener listener;
    private @Nullable IOException failure;
    private IoLoop.@Nullable Timer wakeTimer;
    private long wakeAtNanos;
    private long writtenBytes;
    private long readBytes;
    private long cutAtReadBytes = UNBOUNDED;
    private boolean lookWanted;
    private boolean reading = true;
    private boolean inBatch;
    private boolean flushWanted;
    private boolean severed;
    private boolean endTold;
    private boolean closed;
    private boolean closeTold;

    MemoryLink(Machine machine, VirtualLoop loop, InetSocketAddress peerAddress) {
        this.timeline = machine.timeline();
        this.loop = loop;
        this.peerAddress = peerAddress;
        this.cuts = machine.cuts();
    }

    /** For the connection, which joins two ends. */
    void join(Connection joined) {
        connection = joined;
        process().add(this);
    }

    Connection connection() {
        Connection joined = connection;
        if (joined == null) {
            throw new IllegalStateException("this end was never joined to another");
        }
        return joined;
    }

    LabProcess process() {
        return loop.process();
    }

    VirtualLoop loop() {
        return loop;
    }

    LabLink view() {
        return view;
    }

    boolean isClosed() {
        return closed;
    }

    long writtenBytes() {
        return writtenBytes;
    }

    long readBytes() {
        return readBytes;
    }

    private Pipe out() {
        return connection().pipeFrom(this);
    }

    private Pipe in() {
        return connection().pipeTo(this);
    }

    /** From now on there is someone who listens. It may be too late already: then it is told so. */
    void open(Starter starter) {
        listener = starter.start(this, timeline.nowNanos());
        if (listener == null) {
            close();
        } else if (closed) {
            timeline.after(0, loop, this::tellClosed);
        } else {
            read();
        }
    }

    // ---- what the session asks for

    @Override
    public InetSocketAddress peerAddress() {
        return peerAddress;
    }

    @Override
    public boolean isWritable() {
        return !out().hasUnsent();
    }

    @Override
    public void write(byte[] array, int from, int to) {
        if (!closed && !severed) {
            writtenBytes += to - from;
            out().write(array, from, to);
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
                listener.onFlush(timeline.nowNanos());
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
            out().end();
        }
    }

    /** Over unread input a close is a reset, as the system does it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (received.isEmpty()) {
            out().dropUnsent();
            out().end();
        } else {
            out().reset();
        }
        finish(null);
    }

    // ---- how it ends otherwise

    /** Ends the connection as a program that crashes does. */
    void reset() {
        if (!closed) {
            out().reset();
            finish(null);
        }
    }

    /** Something between the two ends has reset the connection; the other end is told by the caller. */
    void onCut() {
        if (!closed) {
            out().stop();
            finish(new IOException("Connection reset by peer"));
        }
    }

    void onUnacknowledged() {
        if (!closed) {
            finish(new SocketTimeoutException("Connection timed out"));
        }
    }

    /** The stream ends here, without this end's doing; it may go on to write, into nothing. */
    void sever() {
        if (!closed && !severed) {
            severed = true;
            out().end();
        }
    }

    /** Resets the connection once the session has been given that many bytes more. */
    void cutAfterReading(long bytes) {
        cutAtReadBytes = bytes >= UNBOUNDED - readBytes ? UNBOUNDED : readBytes + bytes;
        cutIfRead();
    }

    private void cutIfRead() {
        if (readBytes == cutAtReadBytes) {
            connection().cut();
        }
    }

    private void finish(@Nullable IOException cause) {
        closed = true;
        failure = cause;
        received.clear();
        cancelWake();
        timeline.after(0, loop, this::tellClosed);
        forgetIfOver();
    }

    private void tellClosed() {
        if (listener != null && !closeTold) {
            closeTold = true;
            listener.onClosed(failure, timeline.nowNanos());
        }
    }

    /** A closed end matters for as long as something is under way. */
    void forgetIfOver() {
        if (closed && connection().isIdle()) {
            process().forget(this);
        }
    }

    // ---- what the wires bring

    /** Called by the system, whatever the loop does. */
    void takeIn(Packet packet) {
        switch (packet.kind()) {
            case BYTES -> takeInBytes(packet);
            case END -> received.end();
            case RESET -> onCut();
            case ROOM -> out().makeRoom(packet.bytes());
        }
        if (packet.isAcknowledged()) {
            in().acknowledge();
        }
    }

    private void takeInBytes(Packet packet) {
        if (closed) {
            out().reset();
        } else {
            received.add(packet);
        }
    }

    void watchOutput() {
        out().watchWhatIsUnderWay();
    }

    void unwatchOutputs() {
        out().unwatchIfRepaired();
        in().unwatchIfRepaired();
    }

    /** Something has come in: the loop is to look at it, at once if it can. */
    void look() {
        if (!lookWanted && !closed) {
            lookWanted = true;
            loop.playNow(lookTask);
        }
    }

    private void lookNow() {
        lookWanted = false;
        if (closed) {
            return;
        }
        if (out().transmitRest() && listener != null) {
            listener.onWritable(timeline.nowNanos());
        }
        read();
    }

    /** One batch: all that is there, in as many pieces as chance likes. */
    private void read() {
        LinkListener reader = listener;
        if (reader == null || inBatch) {
            return;
        }
        inBatch = true;
        while (reading && !closed && !received.isEmpty()) {
            readOnce(reader);
        }
        inBatch = false;
        flushNow();
        if (reading && !closed && received.isEnded() && !endTold) {
            endTold = true;
            reader.onInputEnded(timeline.nowNanos());
        }
    }

    private void readOnce(LinkListener reader) {
        int most = (int) Math.min(received.nextBytes(), Math.min(MOST_READ_AT_ONCE_BYTES, cutAtReadBytes - readBytes));
        int bytes = Cuts.upTo(most, cuts);
        int before = cuts.nextInt(4);
        byte[] array = new byte[before + bytes];
        received.take(array, before, bytes);
        in().taken(bytes);
        readBytes += bytes;
        reader.onBytes(array, before, before + bytes, timeline.nowNanos());
        Arrays.fill(array, SCRUBBED);
        cutIfRead();
    }
}
