package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;

/** The connections are there, and nothing happens on them. */
final class HoldWork extends Work {
    HoldWork(Job job, Measurement measurement, Sockets sockets) {
        super(job, measurement, sockets);
    }

    @Override
    void begin() {}

    /** Nothing was asked for: what comes to a silent connection are signs of life. */
    @Override
    public boolean expectsReplies() {
        return false;
    }

    @Override
    public void onReplies(Client client, int replies) {
        throw new IllegalStateException("replies were counted that nobody expects");
    }
}
