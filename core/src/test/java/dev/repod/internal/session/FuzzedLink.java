package dev.repod.internal.session;

import dev.repod.internal.wire.FrameCutter;
import dev.repod.internal.wire.StrictReader;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.TreeSet;

/** A link that checks whatever is asked of it: whole frames that the strictest peer can read, and nothing once it is over. */
final class FuzzedLink implements Link {
    private final InetSocketAddress peer;

    /** Compared as monotonic times have to be: the difference tells. */
    final TreeSet<Long> wakeTimes = new TreeSet<>((one, other) -> Long.signum(one - other));

    /** How many bytes the system takes before it is full. */
    int roomBytes = Integer.MAX_VALUE;

    boolean watched;
    boolean flushAsked;
    boolean reading = true;
    boolean closeAsked;

    /** What was written and has not been taken off by who plays the peer. */
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private boolean outputEnded;
    private boolean over;

    FuzzedLink(InetSocketAddress peer) {
        this.peer = peer;
    }

    /** The link is gone: nothing is to be asked of it any more. */
    void over() {
        over = true;
    }

    @Override
    public InetSocketAddress peerAddress() {
        return peer;
    }

    @Override
    public boolean isWritable() {
        return !over && roomBytes > 0;
    }

    @Override
    public void write(byte[] array, int from, int to) {
        check(!over, "written to a link that is gone");
        check(!outputEnded, "written behind the end");
        check(roomBytes > 0, "written to while the system is full");
        check(from < to, "nothing was written");
        int at = from;
        while (at < to) {
            check(to - at >= 4, "half a header was written");
            int end = at + FrameCutter.frameBytes(array, at);
            check(end > at + 4 && end <= to, "a frame was not written whole");
            StrictReader.check(array, at + 4, end);
            at = end;
        }
        roomBytes -= to - from;
        written.write(array, from, to - from);
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
    public void setReading(boolean newReading) {
        reading = newReading;
    }

    @Override
    public boolean endsWhenUnacknowledged() {
        return watched;
    }

    @Override
    public void shutdownOutput() {
        check(!over, "the output of a link that is gone was ended");
        check(!outputEnded, "the output was ended twice");
        outputEnded = true;
    }

    @Override
    public void close() {
        closeAsked = true;
    }

    static void check(boolean isSo, String otherwise) {
        if (!isSo) {
            throw new AssertionError(otherwise);
        }
    }
}
