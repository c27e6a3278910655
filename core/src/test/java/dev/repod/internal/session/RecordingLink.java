package dev.repod.internal.session;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A link that writes down what it is asked for, and does nothing by itself. */
final class RecordingLink implements Link {
    static final InetSocketAddress PEER = InetSocketAddress.createUnresolved("peer.test", 4711);

    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    /** The size of each write. */
    final List<Integer> writes = new ArrayList<>();

    /** Reading switched on and off, output ended, closed: in order. */
    final List<String> calls = new ArrayList<>();

    /** Compared as monotonic times have to be: the difference tells. */
    final TreeSet<Long> wakeTimes = new TreeSet<>((one, other) -> Long.signum(one - other));

    boolean writable = true;

    /** How many bytes the system takes before it is full; it empties when a test says {@code writable}. */
    int roomBytes = Integer.MAX_VALUE;

    /** Whether what it tells is all that there is. */
    boolean readAll = true;

    /** For how long it was not read. */
    long heldUpNanos;

    /** What the session has said of its peer, in order. */
    final List<Standing> standings = new ArrayList<>();

    boolean flushAsked;

    /** Whether the system notices that the peer's machine is gone. */
    boolean watched;

    @Override
    public InetSocketAddress peerAddress() {
        return PEER;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void write(byte[] array, int from, int to) {
        if (!writable) {
            throw new AssertionError("written to while the system is full");
        }
        written.write(array, from, to - from);
        writes.add(to - from);
        roomBytes -= to - from;
        if (roomBytes <= 0) {
            writable = false;
        }
    }

    @Override
    public void flushSoon() {
        flushAsked = true;
    }

    @Override
    public void wakeAt(long nanos) {
        wakeTimes.add(nanos);
    }

    @Override
    public void setReading(boolean reading) {
        calls.add(reading ? "read" : "pause");
    }

    @Override
    public void setStanding(Standing standing) {
        standings.add(standing);
    }

    @Override
    public boolean hasReadAll() {
        return readAll;
    }

    @Override
    public long heldUpNanos() {
        return heldUpNanos;
    }

    @Override
    public boolean endsWhenUnacknowledged() {
        return watched;
    }

    @Override
    public void shutdownOutput() {
        calls.add("shutdownOutput");
    }

    @Override
    public void close() {
        calls.add("close");
    }
}
