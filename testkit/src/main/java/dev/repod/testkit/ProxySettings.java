package dev.repod.testkit;

/** Which faults a proxy has now. Read and changed on its thread alone. */
final class ProxySettings {
    long latencyNanos;
    int mostSliceBytes = Integer.MAX_VALUE;
    long resetAfterSentBytes = Long.MAX_VALUE;
    long resetAfterReceivedBytes = Long.MAX_VALUE;
    boolean swallowsSent;
    boolean swallowsReceived;
    boolean stalls;
}
