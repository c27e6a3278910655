package dev.repod.benchmarks.bench;

import dev.repod.benchmarks.peers.PeerProgram;
import dev.repod.benchmarks.process.Child;
import dev.repod.benchmarks.process.JavaFlags;
import dev.repod.benchmarks.process.Pinning;
import dev.repod.benchmarks.process.Words;
import java.util.ArrayList;
import java.util.List;

/** One contender's server, up and listening. */
final class ServerProcess implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    private static final int CORE = 0;

    /** Each full collection, not only one in four: what is left behind is counted, and it is to be what lives. */
    private static final String COMPACTING = "-XX:MarkSweepAlwaysCompactCount=1";

    private final Contender contender;
    private final Child child;
    private final int port;

    ServerProcess(Contender contender) {
        this.contender = contender;
        child = new Child(Pinning.java(CORE, flags(), PeerProgram.class.getName(), contender.program(), HOST, "0"));
        String ready = child.answer();
        port = Integer.parseInt(ready.substring(ready.indexOf(' ') + 1));
    }

    static List<String> flags() {
        List<String> flags = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", COMPACTING));
        flags.addAll(JavaFlags.quiet());
        return flags;
    }

    Contender contender() {
        return contender;
    }

    Outcome run(LoadProcess load, Scenario.Load what, int millis, int warmupMillis) {
        return load.run(what.job(contender, HOST, port, child.pid(), millis, warmupMillis));
    }

    /** What it holds, after a garbage collection. */
    Words figures() {
        return Words.parse(child.ask("figures"));
    }

    @Override
    public void close() {
        child.close();
    }
}
