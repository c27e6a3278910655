package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;

/**
 * Each connection sends at its rate, whatever comes back. A latency counts from when the message was due, so that a server
 * that stops is charged for all that should have been sent meanwhile.
 */
final class PacedEchoWork extends Work {
    private final Pace pace;
    private int next;

    PacedEchoWork(Job job, Measurement measurement, Sockets sockets) {
        super(job, measurement, sockets);
        pace = new Pace(sockets.loop(), (long) job.perSecond() * job.connections(), this::send);
    }

    @Override
    void begin() {
        pace.start();
    }

    private void send(long dueNanos) {
        Client client = clients().get(next);
        next = (next + 1) % clients().size();
        client.sentNanos().add(dueNanos);
        client.send(1);
    }

    @Override
    public void onReplies(Client client, int replies) {
        long nowNanos = System.nanoTime();
        for (int i = 0; i < replies; i++) {
            measurement().record(client.sentNanos().remove(), nowNanos);
        }
    }

    @Override
    void end() {
        pace.stop();
    }
}
