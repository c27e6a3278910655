package dev.repod.testkit;

/** The same where the game has a thread of its own. */
final class AuthenticationWithIoThreadTest extends AuthenticationTest {
    @Override
    boolean hasIoThread() {
        return true;
    }
}
