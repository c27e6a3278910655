package dev.repod.internal.session;

/** A plain peer that waits on its new link for its session. */
@FunctionalInterface
public interface Recovery {
    /**
     * Lets it go on. On the I/O thread, once.
     *
     * @param answer the frame by which it is told, header included
     */
    void finish(byte[] answer);
}
