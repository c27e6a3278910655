package dev.repod.testkit;

/** The same where the game has a thread of its own. */
final class LinkLimitWithIoThreadTest extends LinkLimitTest {
    @Override
    boolean hasIoThread() {
        return true;
    }
}
