package dev.repod.internal.session;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever peers, programs and time do to a server's sessions: each ends once, in order, within bounds, and says nothing unreadable. */
class ServerSessionFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void whateverHappensEachConnectionEndsOnceAndNothingUnreadableIsSent(byte[] script) {
        new FuzzedServer(script).run();
    }
}
