package dev.repod.testkit;

/** The same where the game has a thread of its own. */
final class SessionWithIoThreadTest extends SessionTest {
    @Override
    boolean hasIoThread() {
        return true;
    }
}
