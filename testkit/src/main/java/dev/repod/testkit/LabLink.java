package dev.repod.testkit;

import java.time.Duration;

/**
 * One connection, seen from one of its ends: what is sent and received, means by that end. A test puts faults on it that
 * neither end has a part in. Those faults last; several of them add up.
 *
 * <p>For the lab's thread alone: by the test and by callbacks.
 */
public final class LabLink {
    private final MemoryLink end;

    LabLink(MemoryLink end) {
        this.end = end;
    }

    /**
     * The process whose end this is.
     *
     * @return the process
     */
    public LabProcess process() {
        return end.process();
    }

    /**
     * The same connection, seen from the other end.
     *
     * @return always the same one
     */
    public LabLink otherEnd() {
        return end.connection().otherEnd(end).view();
    }

    /**
     * Whether this end is open: the system has closed it neither for its process nor because of what came from the peer.
     *
     * @return whether bytes can still come and go, as far as this end knows
     */
    public boolean isOpen() {
        return !end.isClosed();
    }

    /**
     * What this end's process has written so far.
     *
     * @return bytes
     */
    public long sentBytes() {
        return end.writtenBytes();
    }

    /**
     * What this end's process has been given so far.
     *
     * @return bytes
     */
    public long receivedBytes() {
        return end.readBytes();
    }

    /** Resets both ends at once: "Connection reset by peer". What is under way or unread is lost. */
    public void cut() {
        end.connection().cut();
    }

    /**
     * Cuts the connection at a byte of what this end sends: exactly so many more reach the receiver's process, and with the
     * last of them both ends are reset. Calling it again moves the place.
     *
     * @param bytes zero or more, counted from what the receiver has been given by now; with zero, it is cut at once
     * @throws IllegalArgumentException if negative
     */
    public void cutAfterSending(long bytes) {
        end.connection().otherEnd(end).cutAfterReading(notNegative(bytes));
    }

    /**
     * Cuts the connection at a byte of what this end receives: exactly so many more reach this end's process, and with the
     * last of them both ends are reset. Calling it again moves the place.
     *
     * @param bytes zero or more, counted from what this end has been given by now; with zero, it is cut at once
     * @throws IllegalArgumentException if negative
     */
    public void cutAfterReceiving(long bytes) {
        end.cutAfterReading(notNegative(bytes));
    }

    private static long notNegative(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes " + bytes + " is negative");
        }
        return bytes;
    }

    /**
     * Holds up both ways for a time; then everything that was sent comes at once. An end of which something stays
     * unacknowledged for 30 seconds fails, as by {@code TCP_USER_TIMEOUT}.
     *
     * @param time zero or more
     * @throws IllegalArgumentException if negative
     */
    public void stall(Duration time) {
        end.connection().stall(Durations.notNegative("time", time).toNanos());
    }

    /**
     * Lets everything vanish that is sent either way, for ever: the connection is half open, and nobody is told. An end that
     * has sent something fails after 30 seconds, as by {@code TCP_USER_TIMEOUT}.
     */
    public void blackhole() {
        blackholeSending();
        blackholeReceiving();
    }

    /** Lets everything vanish, for ever, that this end sends: its bytes, and its acknowledgements of the other's. */
    public void blackholeSending() {
        end.connection().swallowFrom(end);
    }

    /** Lets everything vanish, for ever, that this end is sent: the other's bytes, and its acknowledgements. */
    public void blackholeReceiving() {
        otherEnd().blackholeSending();
    }

    /**
     * Ends both streams in an orderly way, but without a goodbye of either end's: each reads what was under way, and then the
     * end. What they write from then on is lost.
     */
    public void end() {
        end.connection().end();
    }
}
