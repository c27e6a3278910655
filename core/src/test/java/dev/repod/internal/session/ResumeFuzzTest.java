package dev.repod.internal.session;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** However often and wherever links are cut: each message of a session arrives once and in order, both ways. */
class ResumeFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void eachMessageArrivesOnceAndInOrderWhereverLinksAreCut(byte[] script) {
        new FuzzedPair(script).run();
    }
}
