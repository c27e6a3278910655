package dev.repod;

import dev.repod.internal.session.Session;
import dev.repod.internal.transport.IoLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the messages that wait between the I/O thread and the thread of the callbacks: at the bound the link is not read,
 * until half of them are delivered. So a game that does not pump costs the peer its speed, and nobody memory.
 */
final class InboxBound {
    /** What an empty message costs besides its bytes. */
    private static final int OVERHEAD_BYTES = 64;

    /** The link whose reading is stopped and resumed, or null while there is none. */
    private final Supplier<@Nullable Session> link;

    private final IoLoop io;
    private final long maxBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private volatile boolean paused;

    InboxBound(Supplier<@Nullable Session> link, IoLoop io, long maxBytes) {
        this.link = link;
        this.io = io;
        this.maxBytes = maxBytes;
    }

    static int inRange(int bytes) {
        if (bytes < 64 << 10 || bytes > 1 << 30) {
            throw new IllegalArgumentException("inboxBytes " + bytes + " is not in 64 KiB..1 GiB");
        }
        return bytes;
    }

    /** On the I/O thread: a message of that size waits from now on. */
    void added(int bytes) {
        if (waitingBytes.addAndGet(bytes + OVERHEAD_BYTES) > maxBytes && !paused) {
            paused = true;
            setReading(false);
            resumeIfRoom();
        }
    }

    /** On the I/O thread: another link takes the place of the one that was not read, perhaps. */
    void onNewLink() {
        if (paused) {
            setReading(false);
            resumeIfRoom();
        }
    }

    private void setReading(boolean reading) {
        @Nullable Session open = link.get();
        if (open != null) {
            open.setReading(reading, io.nanoTime());
        }
    }

    /** On the thread of the callbacks: it waits no more. */
    void removed(int bytes) {
        waitingBytes.addAndGet(-(bytes + OVERHEAD_BYTES));
        resumeIfRoom();
    }

    /** Called by both sides, so that neither a pause nor a resumption that crosses it is missed. */
    private void resumeIfRoom() {
        if (!paused || waitingBytes.get() > maxBytes / 2) {
            return;
        }
        try {
            io.execute(() -> {
                if (paused && waitingBytes.get() <= maxBytes / 2) {
                    paused = false;
                    setReading(true);
                }
            });
        } catch (RejectedExecutionException ended) {
            paused = false;
        }
    }
}
