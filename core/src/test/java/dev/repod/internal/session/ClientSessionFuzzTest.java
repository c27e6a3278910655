package dev.repod.internal.session;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a server does to a client that comes back to it: each link ends once, in order, within bounds, and says nothing unreadable. */
class ClientSessionFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void whateverAServerDoesEachLinkEndsOnceAndNothingUnreadableIsSent(byte[] script) {
        new FuzzedClient(script).run();
    }
}
