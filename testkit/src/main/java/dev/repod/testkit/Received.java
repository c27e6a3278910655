package dev.repod.testkit;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has arrived at one end of a connection and was not read: the system's receive buffer. */
final class Received {
    private final Deque<Packet> segments = new ArrayDeque<>();
    private int firstReadBytes;
    private boolean endCame;

    void add(Packet segment) {
        segments.add(segment);
    }

    void end() {
        endCame = true;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Whether everything was read, and nothing follows. */
    boolean isEnded() {
        return endCame && segments.isEmpty();
    }

    /** How many bytes are left of the next segment. */
    int nextBytes() {
        return segments.element().bytes() - firstReadBytes;
    }

    /** Reads some or all that is left of the next segment. */
    void take(byte[] target, int at, int bytes) {
        Packet first = segments.element();
        System.arraycopy(first.array(), first.from() + firstReadBytes, target, at, bytes);
        firstReadBytes += bytes;
        if (firstReadBytes == first.bytes()) {
            segments.remove();
            firstReadBytes = 0;
        }
    }

    void clear() {
        segments.clear();
        firstReadBytes = 0;
    }
}
