package dev.repod.testkit;

import dev.repod.internal.transport.Acceptor;
import dev.repod.internal.transport.ConnectListener;
import dev.repod.internal.transport.IoLoop;
import dev.repod.internal.transport.Network;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A network in memory, as one process sees it: its own loops and its own chance, on a machine that it shares. */
final class MemoryNetwork implements Network {
    /** How long a wait may take that ought to be over at once, in virtual time. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Machine machine;
    private final LabProcess process;
    private final RandomGenerator random;
    private @Nullable VirtualLoop clientLoop;
    private int clientLoopUsers;

    /**
     * What a process stands on.
     *
     * @param random what its servers and clients draw from
     */
    MemoryNetwork(Machine machine, LabProcess process, RandomGenerator random) {
        this.machine = machine;
        this.process = process;
        this.random = random;
    }

    @Override
    public VirtualLoop openLoop(String threadName) {
        VirtualLoop loop = new VirtualLoop(machine.timeline(), process, threadName);
        process.add(loop);
        return loop;
    }

    @Override
    public VirtualLoop acquireClientLoop() {
        VirtualLoop loop = clientLoop;
        if (loop == null) {
            loop = openLoop("repod-client-io");
            clientLoop = loop;
        }
        clientLoopUsers++;
        return loop;
    }

    @Override
    public void releaseClientLoop() {
        clientLoopUsers--;
        if (clientLoopUsers == 0 && clientLoop != null) {
            clientLoop.shutdown();
            clientLoop = null;
        }
    }

    @Override
    public Listener listen(IoLoop loop, String host, int port, Acceptor acceptor) throws IOException {
        return machine.listen((VirtualLoop) loop, host, port, acceptor);
    }

    @Override
    public Attempt connect(IoLoop loop, String host, int port, long timeoutNanos, ConnectListener listener) {
        ConnectAttempt attempt = new ConnectAttempt((VirtualLoop) loop, host, port, timeoutNanos, listener);
        machine.connect(attempt, host);
        return attempt;
    }

    /** Plays on until it is done. */
    @Override
    public void await(Future<?> done) {
        SeedNote.onFailure(machine.seed(), () -> playUntil(done));
    }

    private void playUntil(Future<?> done) {
        Timeline timeline = machine.timeline();
        long untilNanos = timeline.nowNanos() + LONGEST_WAIT.toNanos();
        while (!done.isDone()) {
            if (process.isKilled()) {
                throw new IllegalStateException("what is waited for does not happen: its process was killed");
            }
            if (!timeline.playNext(untilNanos)) {
                throw new IllegalStateException("what is waited for does not happen: nothing that the lab has to play"
                        + " within " + LONGEST_WAIT + " brings it about");
            }
        }
    }

    /** Nothing to do: the program is whoever plays the lab, and lives for as long as it likes. */
    @Override
    public void holdProgramUntil(Future<?> done) {}

    /** From the seed as well: what nobody can guess would be another thing in each run. */
    @Override
    public void fillSecret(byte[] bytes) {
        random.nextBytes(bytes);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
