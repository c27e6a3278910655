package dev.repod.benchmarks.micro;

import dev.repod.Message;
import dev.repod.benchmarks.sample.Echo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * One message to 100 clients through the API: encoded once, appended to 100 outbound queues, and each written once at the
 * end of the turn. One operation is the whole broadcast.
 */
@State(Scope.Thread)
public class BroadcastBenchmark {
    private static final int CLIENTS = 100;

    private final SinkNetwork network = new SinkNetwork();
    private final EchoServer server = EchoServer.on(network);
    private final Echo echo = Echo.SAMPLE;
    private final Message message = Sample.message();

    /** Connects the clients. */
    public BroadcastBenchmark() {
        for (int i = 0; i < CLIENTS; i++) {
            network.accept();
        }
    }

    /** A record, which is encoded. */
    @Benchmark
    public void record() {
        server.sendToAll(echo);
        network.endTurn();
    }

    /** A message, which was encoded when it was made. */
    @Benchmark
    public void message() {
        server.sendToAll(message);
        network.endTurn();
    }
}
