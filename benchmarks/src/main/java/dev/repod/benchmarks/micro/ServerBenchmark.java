package dev.repod.benchmarks.micro;

import dev.repod.Message;
import dev.repod.Wire;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The whole way through a server, from the bytes of a read to the bytes of a write, with everything on but the socket. */
@State(Scope.Thread)
public class ServerBenchmark {
    private static final int BATCH = 32;

    private final SinkNetwork network = new SinkNetwork();
    private final SinkLink link;
    private final SessionPeer withSession;
    private final SessionPeer alone;
    private final byte[] echo = Sample.frame();
    private final byte[] echoes = repeated(echo);
    private final byte[] relay =
            Wire.encode(Message.of("relay", "text", "hello, world", "x", 12.5, "y", -3.25, "seq", 123));

    /** Starts a server, and connects its clients. */
    public ServerBenchmark() {
        EchoServer.on(network);
        link = SessionPeer.without(network);
        withSession = new SessionPeer(network);
        alone = new SessionPeer(network);
    }

    /** A record in, a record out: one message a read. */
    @Benchmark
    public long echoRecord() {
        network.receive(link, echo);
        return link.writtenBytes();
    }

    /** The same, where 32 messages come in one read. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long echoRecordBatched() {
        network.receive(link, echoes);
        return link.writtenBytes();
    }

    /** The same with a session: counted and kept, and acknowledged both ways. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long echoRecordBatchedSession() {
        return withSession.exchange(echoes, BATCH);
    }

    /** One message a read with a session. */
    @Benchmark
    public long echoRecordSession() {
        return alone.exchange(echo, 1);
    }

    /** A message in, and the same out as it is. */
    @Benchmark
    public long relayMessage() {
        network.receive(link, relay);
        return link.writtenBytes();
    }

    private static byte[] repeated(byte[] frame) {
        byte[] all = new byte[frame.length * BATCH];
        for (int i = 0; i < BATCH; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }
}
