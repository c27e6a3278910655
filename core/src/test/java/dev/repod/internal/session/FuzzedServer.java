package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.Limits;
import dev.repod.internal.wire.FuzzInput;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server, its program and some links to it, all of which do what a fuzzer decides. What must hold is checked at every step. */
final class FuzzedServer extends StubHost {
    private static final String EMPTY = "Door[links=0, handshakes=0, told=0, connections=0, origins=0]";
    private static final int MOST_WIRES = 6;
    private static final int FRAME_BYTES = 600;
    private static final int QUEUED_BYTES = 4000;
    private static final Limits LIMITS = Limits.standard()
            .withMaxQueuedBytes(QUEUED_BYTES)
            .withMaxMessagesPerSecond(20)
            .withMaxConnections(4);
    private static final ReplayBounds BOUNDS = new ReplayBounds(6, 1500);

    private final FuzzInput in;
    private final FuzzedFrames frames;
    private final FuzzedTime time = new FuzzedTime();
    private final SessionConfig config;
    private final Workbench workbench;
    private final Door door;
    private final @Nullable Vetter vetter;
    private final @Nullable SessionTable table;
    private final boolean hasStore;
    private final List<Wire> wires = new ArrayList<>();
    private final List<FuzzedProgram> programs = new ArrayList<>();
    private final List<Runnable> pending = new ArrayList<>();
    private byte lastId;

    FuzzedServer(byte[] script) {
        in = new FuzzInput(script);
        frames = new FuzzedFrames(in);
        int options = in.pick(64);
        boolean hasSessions = (options & 1) != 0;
        hasStore = (options & 2) != 0;
        config = config((options & 4) != 0, LIMITS);
        workbench = new Workbench(config.limits());
        door = new Door(config.limits());
        vetter = (options & 16) != 0 ? new FuzzedVetter(in, pending, time, (options & 32) != 0) : null;
        table = hasSessions ? new SessionTable(SessionRig.millis(30_000), 4, this::fillId) : null;
        if (table != null && hasStore) {
            table.restoreFrom(this);
        }
        connect((options & 8) != 0);
    }

    /** Of somebody who may send as much as he likes. */
    static SessionConfig config(boolean plainPeers) {
        return config(plainPeers, Limits.standard());
    }

    private static SessionConfig config(boolean plainPeers, Limits limits) {
        return new SessionConfig(
                limits.withMaxFrameBytes(FRAME_BYTES).withMaxDepth(8),
                SessionRig.millis(5000),
                SessionRig.millis(2000),
                SessionRig.millis(250),
                SessionRig.millis(5000),
                new KeepaliveTimes(SessionRig.millis(5000), SessionRig.millis(15_000), plainPeers),
                BOUNDS,
                16);
    }

    private void fillId(byte[] id) {
        Arrays.fill(id, ++lastId);
        frames.ids.add(id.clone());
    }

    void run() {
        while (!in.isOver()) {
            step();
            wires.forEach(Wire::turn);
        }
        finish();
    }

    // ---- one step

    private void step() {
        Wire wire = wires.get(Math.max(0, wires.size() - 1 - in.pick(3)));
        switch (in.pick(24)) {
            case 0, 1, 2, 3 -> wire.send(frames.frame(), Integer.MAX_VALUE);
            case 4 -> wire.send(Frames.joined(frames.frame(), frames.frame(), frames.frame()), Integer.MAX_VALUE);
            case 5 -> wire.send(frames.frame(), in.pick(64));
            case 6 -> wire.arrive(1 + in.pick(64));
            case 7 -> wire.send(in.bytes(40), Integer.MAX_VALUE);
            case 8, 9 -> time.pass(in.of(1, 100, 260, 1000, 2000, 5100, 11_000, 40_000), List.copyOf(wires));
            case 10 -> time.stall(in.of(50, 300, 5300, 20_000), List.copyOf(wires));
            case 11 -> wire.link.roomBytes = Math.min(wire.link.roomBytes, in.pick(256));
            case 12 -> wire.drain();
            case 13 -> wire.endInput();
            case 14 -> wire.breakLink(in);
            case 15, 16 -> with(FuzzedProgram::send);
            case 17 -> with(FuzzedProgram::close);
            case 18 -> with(FuzzedProgram::setReading);
            case 19, 20 -> connect(in.oneIn(4));
            case 21 -> runPending();
            case 22 -> with(program -> program.connection.expire());
            default -> wire.session.abort();
        }
    }

    private void with(Consumer<FuzzedProgram> what) {
        if (!programs.isEmpty()) {
            what.accept(programs.get(Math.max(0, programs.size() - 1 - in.pick(3))));
        }
    }

    private void connect(boolean watched) {
        if (wires.size() < MOST_WIRES) {
            Wire wire = new Wire(watched);
            wires.add(wire);
            wire.session.greet(time.nowNanos);
        }
    }

    private void runPending() {
        List<Runnable> now = List.copyOf(pending);
        pending.clear();
        now.forEach(Runnable::run);
    }

    // ---- the end

    /** The server stops, and nobody helps it: no peer says anything or ends its side. */
    private void finish() {
        stopAll();
        for (Wire wire : wires) {
            wire.stop();
        }
        time.pass(60_000, List.copyOf(wires));
        wires.forEach(Wire::assertGone);
        // A store or a program may answer when everybody is gone.
        runPending();
        stopAll();
        programs.forEach(FuzzedProgram::assertEnded);
        check(door.toString().equals(EMPTY), "nobody is there, and the door counts " + door);
        check(workbench.budget().heldBytes() == 0, "nobody is there, and something is held for them");
        Principals principals = vetter == null ? null : vetter.principals();
        check(principals == null || principals.size() == 0, "nobody is there, and somebody counts as there");
        SessionTable all = table;
        check(all == null || frames.ids.stream().allMatch(id -> all.find(id) == null), "a session outlived its end");
    }

    private void stopAll() {
        for (FuzzedProgram program : programs) {
            program.connection.close(CloseReason.of(CloseReason.Kind.STOPPED, ""), time.nowNanos);
        }
    }

    // ---- the host

    @Override
    public ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved) {
        FuzzedProgram program = new FuzzedProgram(in, connection, time, pending);
        programs.add(program);
        return program;
    }

    @Override
    public boolean load(SessionKey key, BooleanSupplier isWanted, Consumer<@Nullable Object> answer) {
        if (hasStore) {
            boolean isThere = in.oneIn(2);
            pending.add(() -> answer.accept(isThere && isWanted.getAsBoolean() ? "saved" : null));
        }
        return hasStore;
    }

    @Override
    public byte[] recovered(Object saved, String newId) {
        return Frames.of(Map.of("action", "state_recovered", "state", saved));
    }

    @Override
    public @Nullable Vetter vetter() {
        return vetter;
    }

    @Override
    public void onGone(ServerSession session) {
        wires.stream().filter(wire -> wire.session == session).forEach(wire -> wire.farewells++);
    }

    private final class Wire extends FuzzedWire {
        private final ServerSession session;
        private int farewells;

        Wire(boolean watched) {
            super(
                    new FuzzedLink(InetSocketAddress.createUnresolved("peer.test", 4711)),
                    FuzzedServer.this.time,
                    BOUNDS.bytes());
            link.watched = watched;
            session = new ServerSession(
                    link,
                    config,
                    workbench,
                    door.arrive(link.peerAddress(), FuzzedServer.this.time.nowNanos),
                    FuzzedServer.this,
                    table);
        }

        @Override
        Session session() {
            programBytes =
                    programs.stream().mapToLong(program -> program.sentBytes).sum();
            return session;
        }

        @Override
        int farewells() {
            return farewells;
        }
    }
}
