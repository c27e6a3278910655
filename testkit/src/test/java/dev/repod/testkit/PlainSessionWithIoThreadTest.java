package dev.repod.testkit;

/** The same where the game has a thread of its own, and is asked for its state from another one. */
final class PlainSessionWithIoThreadTest extends PlainSessionTest {
    @Override
    boolean hasIoThread() {
        return true;
    }
}
