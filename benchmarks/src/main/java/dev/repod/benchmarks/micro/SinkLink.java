package dev.repod.benchmarks.micro;

import dev.repod.internal.session.Link;
import dev.repod.internal.session.LinkListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A link that always takes what is written. It copies it, as a socket's buffer would, and counts. */
final class SinkLink implements Link {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);

    private final byte[] taken = new byte[16 << 10];
    private final List<SinkLink> dirty;
    private @Nullable LinkListener session;
    private boolean flushWanted;
    private long writtenBytes;

    SinkLink(List<SinkLink> dirty) {
        this.dirty = dirty;
    }

    void session(LinkListener newSession) {
        session = newSession;
    }

    LinkListener session() {
        return Objects.requireNonNull(session);
    }

    long writtenBytes() {
        return writtenBytes;
    }

    void flush() {
        flushWanted = false;
        session().onFlush(System.nanoTime());
    }

    @Override
    public InetSocketAddress peerAddress() {
        return PEER;
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void write(byte[] array, int from, int to) {
        System.arraycopy(array, from, taken, 0, to - from);
        writtenBytes += to - from;
    }

    @Override
    public void flushSoon() {
        if (!flushWanted) {
            flushWanted = true;
            dirty.add(this);
        }
    }

    @Override
    public boolean endsWhenUnacknowledged() {
        return false;
    }

    @Override
    public void wakeAt(long nanos) {}

    @Override
    public void setReading(boolean reading) {}

    @Override
    public void shutdownOutput() {}

    @Override
    public void close() {
        throw new IllegalStateException("the server closed a link, so nothing is measured any more");
    }
}
