package dev.repod.benchmarks.soak;

import dev.repod.benchmarks.frames.Frame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Guests without a library: they ask for much and do not read it, or come only to break off. One thread. */
final class RawGuests {
    private static final int PAGES = 150;
    private static final int SMALL_BUFFER_BYTES = 4 << 10;
    private static final int MOST_AT_ONCE = 4;
    private static final int CONNECT_MILLIS = 2_000;
    private static final byte[] PAGE = Frame.message(Map.of("action", "page"));

    private final InetSocketAddress server;
    private final Deque<Socket> slow = new ArrayDeque<>();
    private long slowOnes;
    private long resets;

    RawGuests(InetSocketAddress server) {
        this.server = server;
    }

    /** One more who does not read; the first of them leaves when there are several. */
    void slowOne() {
        try {
            Socket socket = new Socket();
            slow.add(socket);
            socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
            socket.connect(server, CONNECT_MILLIS);
            for (int i = 0; i < PAGES; i++) {
                socket.getOutputStream().write(PAGE);
            }
            slowOnes++;
        } catch (IOException closedAlready) {
            // The server may have had enough before the last page was asked for.
            slowOnes++;
        }
        if (slow.size() > MOST_AT_ONCE) {
            close(slow.remove());
        }
    }

    /** One who sends half a frame and resets. */
    void reset() {
        Socket socket = new Socket();
        try {
            socket.connect(server, CONNECT_MILLIS);
            socket.getOutputStream().write(PAGE, 0, PAGE.length / 2);
            socket.setSoLinger(true, 0);
            resets++;
        } catch (IOException refused) {
            System.err.println("guests: " + refused);
        } finally {
            close(socket);
        }
    }

    void leave() {
        while (!slow.isEmpty()) {
            close(slow.remove());
        }
    }

    long slowOnes() {
        return slowOnes;
    }

    long resets() {
        return resets;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            System.err.println("guests: " + alreadyGone);
        }
    }
}
