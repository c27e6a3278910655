package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The program behind one connection of a server: it checks the order of what it is told, and answers as a fuzzer decides. */
final class FuzzedProgram implements ServerSessionListener {
    final ServerConnection connection;
    long sentBytes;
    private final FuzzInput in;
    private final FuzzedTime time;
    private final List<Runnable> pending;
    private boolean opened;
    private boolean detached;
    private int ended;

    FuzzedProgram(FuzzInput in, ServerConnection connection, FuzzedTime time, List<Runnable> pending) {
        this.in = in;
        this.connection = connection;
        this.time = time;
        this.pending = pending;
    }

    // ---- what it does

    void send() {
        byte[] frame = Frames.of(Map.of("action", "state", "data", new byte[in.oneIn(4) ? 900 : in.pick(64)]));
        sentBytes += frame.length;
        if (in.oneIn(3)) {
            connection.carrier().sendLatest(new LatestKey("state", in.pick(2)), frame, 0, frame.length);
        } else {
            connection.carrier().send(frame, 0, frame.length);
        }
    }

    void close() {
        Kind kind = in.of(Kind.CLOSED, Kind.KICKED, Kind.STOPPED, Kind.SLOW_CONSUMER, Kind.LOST);
        connection.close(CloseReason.of(kind, in.oneIn(2) ? "why" : ""), time.nowNanos);
    }

    void setReading() {
        @Nullable Session link = connection.carrier().link();
        if (link != null) {
            link.setReading(in.oneIn(2), time.nowNanos);
        }
    }

    private void react() {
        switch (in.pick(16)) {
            case 12, 13 -> send();
            case 14 -> setReading();
            case 15 -> close();
            default -> {}
        }
    }

    void assertEnded() {
        check(ended == 1, "ended " + ended + " times");
    }

    // ---- what it is told

    private void alive(String event) {
        check(ended == 0, event + " behind the end");
    }

    @Override
    public void onOpened() {
        alive("opened");
        check(!opened, "opened twice");
        opened = true;
        react();
    }

    @Override
    public void onExtended(PeerLimits limits) {
        alive("extended");
        check(
                limits.maxFrameBytes() >= Limits.SMALLEST_FRAME_BYTES
                        && limits.maxFrameBytes() <= Limits.LARGEST_FRAME_BYTES,
                "a peer's limit is " + limits.maxFrameBytes());
        check(limits.maxDepth() >= 1 && limits.maxDepth() <= Limits.DEEPEST_NESTING, "a peer's depth is out of range");
    }

    @Override
    public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
        alive("a message");
        check(opened && !detached, "a message without a link");
        check(scan.actionFrom() >= from && scan.actionTo() <= to, "the action lies outside of its message");
        react();
    }

    @Override
    public void onDetached() {
        alive("detached");
        check(opened && !detached, "detached without a link");
        check(connection.carrier().link() == null, "detached, and on a link");
        detached = true;
        react();
    }

    @Override
    public void onResumed(InetSocketAddress address, boolean isExtended) {
        alive("resumed");
        check(detached, "resumed without having been detached");
        Session link = Objects.requireNonNull(connection.carrier().link());
        check(link.isOpen(), "resumed on a link that has ended");
        detached = false;
        react();
    }

    @Override
    public void onRecovering(Recovery recovery, String newId) {
        alive("recovering");
        byte[] answer = Frames.of(Map.of("action", "state_recovered", "session_id", newId));
        pending.add(() -> {
            sentBytes += answer.length;
            recovery.finish(answer);
        });
    }

    @Override
    public void onReadEnd() {}

    @Override
    public void onIdsChanged() {}

    @Override
    public void onWritable() {
        alive("room for more");
        react();
    }

    @Override
    public void onEnded(CloseReason reason) {
        ended++;
        check(ended == 1, "ended twice");
        check(
                connection.keys().isEmpty(),
                "ended, and to be found by " + connection.keys().size() + " ids");
    }
}
