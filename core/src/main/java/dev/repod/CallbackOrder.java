package dev.repod;

import dev.repod.internal.transport.IoLoop;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The way of what the I/O thread sees to the thread of the callbacks, in order: at once where they are one thread, but for what may
 * have come about within a callback, such as the end of a connection. Used on the I/O thread.
 */
final class CallbackOrder {
    private final IoLoop io;
    private final IoLoop callbacks;

    /** What came about within a callback and is not told yet; unused with an I/O thread of its own. */
    private final Queue<Runnable> untold = new ArrayDeque<>();

    CallbackOrder(IoLoop io, IoLoop callbacks) {
        this.io = io;
        this.callbacks = callbacks;
    }

    boolean hasIoThread() {
        return callbacks != io;
    }

    /**
     * Has the game told of something: at once where this is its thread too, and after all that came before. Never called by a
     * callback.
     */
    void inOrder(Runnable task) {
        if (hasIoThread()) {
            callbacks.execute(task);
        } else {
            tell();
            task.run();
        }
    }

    /** Has the game told of something, once the callback that may have brought it about has returned. */
    void afterCallbacks(Runnable task) {
        if (hasIoThread()) {
            callbacks.execute(task);
        } else {
            untold.add(task);
            callbacks.execute(this::tell);
        }
    }

    private void tell() {
        for (Runnable task = untold.poll(); task != null; task = untold.poll()) {
            task.run();
        }
    }
}
