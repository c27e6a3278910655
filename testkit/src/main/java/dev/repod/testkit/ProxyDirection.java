package dev.repod.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** One direction of a proxy's connection: what was read and is to be forwarded when it is due. On the proxy's thread. */
final class ProxyDirection {
    /** Beyond that the source is not read: its own system then holds it up. */
    private static final int MOST_HELD_BYTES = 1 << 20;

    private static final int READ_BYTES = 64 << 10;

    /** So many pieces in a row, so that small ones hold up no other connection for long. */
    private static final int PIECES_IN_A_TURN = 64;

    private enum Kind {
        BYTES,
        END,
        RESET
    }

    private record Held(Kind kind, ByteBuffer bytes, long dueNanos) {}

    private final ProxySettings settings;
    private final SocketChannel source;
    private final SocketChannel sink;
    private final Deque<Held> held = new ArrayDeque<>();
    private final ByteBuffer readBuffer = ByteBuffer.allocate(READ_BYTES);
    private int heldBytes;
    private long leftBytes;
    private boolean sourceEnded;
    private boolean sinkEnded;
    private boolean sinkFull;

    /**
     * A direction in which nothing is held.
     *
     * @param resetAfterBytes how many bytes are forwarded before it breaks
     */
    ProxyDirection(ProxySettings settings, SocketChannel source, SocketChannel sink, long resetAfterBytes) {
        this.settings = settings;
        this.source = source;
        this.sink = sink;
        this.leftBytes = resetAfterBytes;
    }

    boolean awaitsInput() {
        return !sourceEnded && heldBytes < MOST_HELD_BYTES;
    }

    boolean awaitsOutput() {
        return sinkFull && !settings.stalls;
    }

    /** How long until something is due that nothing else holds up. */
    long waitNanos() {
        Held next = held.peek();
        if (next == null || sinkFull || settings.stalls || !sink.isConnected()) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, next.dueNanos - System.nanoTime());
    }

    boolean isOver() {
        return sinkEnded;
    }

    /** Does what it can. Answers whether the connection is to be reset. */
    boolean turn(boolean swallows) {
        readAll(swallows);
        return forward();
    }

    private void readAll(boolean swallows) {
        try {
            int bytes = awaitsInput() ? source.read(readBuffer) : 0;
            while (bytes > 0 && awaitsInput()) {
                keep(swallows);
                bytes = awaitsInput() ? source.read(readBuffer) : 0;
            }
            if (bytes < 0) {
                endInput(Kind.END, swallows);
            }
        } catch (IOException broken) {
            endInput(Kind.RESET, swallows);
        }
    }

    private void keep(boolean swallows) {
        readBuffer.flip();
        if (!swallows) {
            ByteBuffer copy = ByteBuffer.allocate(readBuffer.remaining());
            copy.put(readBuffer).flip();
            heldBytes += copy.remaining();
            hold(Kind.BYTES, copy);
        }
        readBuffer.clear();
    }

    private void endInput(Kind kind, boolean swallows) {
        sourceEnded = true;
        if (!swallows) {
            hold(kind, ByteBuffer.allocate(0));
        }
    }

    private void hold(Kind kind, ByteBuffer bytes) {
        held.add(new Held(kind, bytes, System.nanoTime() + settings.latencyNanos));
    }

    private boolean forward() {
        sinkFull = false;
        for (int i = 0; i < PIECES_IN_A_TURN && !sinkFull && isNextDue() && leftBytes > 0; i++) {
            Held next = held.element();
            if (next.kind == Kind.RESET) {
                return true;
            }
            try {
                forward(next);
            } catch (IOException broken) {
                return true;
            }
        }
        return leftBytes == 0;
    }

    private boolean isNextDue() {
        Held next = held.peek();
        return next != null && !settings.stalls && next.dueNanos - System.nanoTime() <= 0;
    }

    private void forward(Held next) throws IOException {
        if (next.kind == Kind.END) {
            sink.shutdownOutput();
            sinkEnded = true;
        } else {
            forwardPiece(next.bytes);
        }
        if (!next.bytes.hasRemaining()) {
            held.remove();
        }
    }

    private void forwardPiece(ByteBuffer bytes) throws IOException {
        int most = (int) Math.min(Math.min(bytes.remaining(), settings.mostSliceBytes), leftBytes);
        int written = sink.write(bytes.slice(bytes.position(), most));
        bytes.position(bytes.position() + written);
        heldBytes -= written;
        leftBytes -= written;
        sinkFull = written < most;
    }
}
