package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;

/** The connections are there, and nothing happens on them. */
final class HoldWork extends Work {
    HoldWork(Job job, Measurement measurement, Sockets sockets) {
        super(job, measurement, sockets);
    }

    @Override
    void begin() {}

    @Override
    public void onReplies(Client client, int replies) {
        onBroken(new IllegalStateException("a server has sent what nobody asked for"));
    }
}
