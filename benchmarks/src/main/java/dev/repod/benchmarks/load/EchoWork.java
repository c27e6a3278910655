package dev.repod.benchmarks.load;

import dev.repod.benchmarks.process.Sockets;

/** Each connection keeps its window full: for every answer the next message goes out. */
final class EchoWork extends Work {
    private final int window;

    EchoWork(Job job, Measurement measurement, Sockets sockets) {
        super(job, measurement, sockets);
        window = job.window();
    }

    @Override
    void begin() {
        clients().forEach(client -> send(client, window));
    }

    @Override
    public void onReplies(Client client, int replies) {
        long nowNanos = System.nanoTime();
        for (int i = 0; i < replies; i++) {
            measurement().record(client.sentNanos().remove(), nowNanos);
        }
        send(client, replies);
    }

    private static void send(Client client, int times) {
        long nowNanos = System.nanoTime();
        for (int i = 0; i < times; i++) {
            client.sentNanos().add(nowNanos);
        }
        client.send(times);
    }
}
