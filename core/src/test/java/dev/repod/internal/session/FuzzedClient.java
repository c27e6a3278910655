package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.Resumption;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that comes back over link after link to a server which does what a fuzzer decides. */
final class FuzzedClient {
    private static final int MOST_WIRES = 8;

    private final FuzzInput in;
    private final FuzzedFrames frames;
    private final FuzzedTime time = new FuzzedTime();
    private final Workbench workbench = new Workbench();
    private final SessionConfig config;
    private final boolean insists;
    private final boolean watched;
    private final List<Wire> wires = new ArrayList<>();

    private byte @Nullable [] id;
    private @Nullable SessionState left;

    FuzzedClient(byte[] script) {
        in = new FuzzInput(script);
        frames = new FuzzedFrames(in);
        int options = in.pick(16);
        config = FuzzedServer.config((options & 1) != 0);
        insists = (options & 2) != 0;
        watched = (options & 4) != 0;
        connect((options & 8) != 0 ? SessionRequest.FIRST : SessionRequest.NONE);
    }

    void run() {
        while (!in.isOver()) {
            step();
            wires.forEach(Wire::turn);
        }
        wires.forEach(Wire::stop);
        time.pass(60_000, wires);
        for (Wire wire : wires) {
            wire.assertGone();
            check(wire.ended == 1, "ended " + wire.ended + " times");
        }
    }

    private Wire wire() {
        return wires.get(wires.size() - 1);
    }

    private void step() {
        Wire wire = wire();
        switch (in.pick(20)) {
            case 0, 1, 2, 3 -> wire.send(frames.frame(), Integer.MAX_VALUE);
            case 4 -> wire.send(Frames.joined(frames.frame(), frames.frame(), frames.frame()), Integer.MAX_VALUE);
            case 5 -> wire.send(frames.frame(), in.pick(64));
            case 6 -> wire.arrive(1 + in.pick(64));
            case 7 -> wire.send(in.bytes(40), Integer.MAX_VALUE);
            case 8, 9 -> time.pass(in.of(1, 100, 260, 1000, 2000, 5100, 11_000, 40_000), wires);
            case 10 -> time.stall(in.of(50, 300, 5300, 20_000), wires);
            case 11 -> wire.link.roomBytes = Math.min(wire.link.roomBytes, in.pick(256));
            case 12 -> wire.drain();
            case 13 -> wire.endInput();
            case 14 -> wire.breakLink(in);
            case 15 -> wire.sendMessage();
            case 16 -> wire.session.setReading(in.oneIn(2), time.nowNanos);
            case 17 -> wire.session.close(CloseReason.of(in.of(Kind.CLOSED, Kind.TIMED_OUT), ""), time.nowNanos);
            case 18 -> wire.session.abort();
            default -> comeBack();
        }
    }

    /** Over a new link, where the last one has ended. */
    private void comeBack() {
        if (wire().ended == 1 && wires.size() < MOST_WIRES) {
            byte[] known = id;
            SessionState kept = left;
            left = null;
            connect(
                    known != null && kept != null && !kept.isOverflown()
                            ? SessionRequest.resume(known, kept, insists)
                            : SessionRequest.FIRST);
        } else if (left != null) {
            sendWhileAway(left);
        }
    }

    private void sendWhileAway(SessionState away) {
        byte[] frame = Frames.of(Map.of("action", "away", "data", new byte[in.pick(256)]));
        if (!away.isOverflown()) {
            away.send(frame, 0, frame.length);
        }
    }

    private void connect(SessionRequest request) {
        Wire wire = new Wire(request);
        wires.add(wire);
        wire.session.greet(time.nowNanos);
    }

    private final class Wire extends FuzzedWire implements ClientSessionListener {
        private final ClientSession session;
        private boolean opened;
        private int ended;
        private int farewells;

        Wire(SessionRequest request) {
            super(
                    new FuzzedLink(InetSocketAddress.createUnresolved("server.test", 5071)),
                    FuzzedClient.this.time,
                    config.replay().bytes());
            link.watched = watched;
            SessionState before = request.state();
            programBytes = before == null ? 0 : before.heldBytes();
            session = new ClientSession(link, config, workbench, this, request);
        }

        @Override
        Session session() {
            return session;
        }

        @Override
        int farewells() {
            return farewells;
        }

        void sendMessage() {
            byte[] frame = Frames.of(Map.of("action", "move", "data", new byte[in.oneIn(4) ? 900 : in.pick(64)]));
            programBytes += frame.length;
            session.send(frame, 0, frame.length);
        }

        private void alive(String event) {
            check(ended == 0, event + " behind the end");
        }

        @Override
        public void onOpened(Resumption outcome) {
            alive("opened");
            check(!opened, "opened twice");
            opened = true;
            react();
        }

        @Override
        public void onSession(byte[] newId, long windowMillis) {
            alive("a session");
            check(windowMillis >= -1, "a window of " + windowMillis);
            id = newId;
        }

        @Override
        public void onExtended(PeerLimits limits) {
            alive("extended");
            check(
                    limits.maxFrameBytes() >= Limits.SMALLEST_FRAME_BYTES
                            && limits.maxFrameBytes() <= Limits.LARGEST_FRAME_BYTES,
                    "a server's limit is " + limits.maxFrameBytes());
        }

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            alive("a message");
            check(opened, "a message before the connection stands");
            check(scan.actionFrom() >= from && scan.actionTo() <= to, "the action lies outside of its message");
            react();
        }

        private void react() {
            switch (in.pick(16)) {
                case 13 -> sendMessage();
                case 14 -> session.setReading(in.oneIn(2), time.nowNanos);
                case 15 -> session.close(CloseReason.of(Kind.CLOSED, ""), time.nowNanos);
                default -> {}
            }
        }

        @Override
        public void onEnded(CloseReason reason, @Nullable SessionState remains) {
            alive("ended");
            ended++;
            left = remains;
        }

        @Override
        public void onGone() {
            check(ended == 1, "gone before the end");
            farewells++;
        }
    }
}
