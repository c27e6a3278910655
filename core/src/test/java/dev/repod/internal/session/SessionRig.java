package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.Limits;
import dev.repod.Resumption;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session on a recording link, with a loop that a test turns by hand. Time begins shortly before the monotonic clock wraps
 * around, so that every test crosses it.
 */
final class SessionRig {
    static final long START_NANOS = Long.MAX_VALUE - millis(100);
    static final SessionConfig CONFIG = config(Limits.standard());

    final RecordingLink link = new RecordingLink();
    final Session session;
    final Workbench workbench;

    /** What the server's door told of the link. */
    final List<String> atTheDoor = new ArrayList<>();

    /** What the session told: {@code opened}, {@code extended …}, {@code message …}, {@code ended …}, {@code gone}. */
    private final List<String> events = new ArrayList<>();

    private int toldBefore;

    /** What the program above a client does when it is told that the connection stands, if anything. */
    Runnable onOpened = () -> {};

    /** What the program above does with a message, if anything. */
    Runnable onMessage = () -> {};

    long nowNanos = START_NANOS;
    private boolean inputEnded;
    private boolean closed;

    private SessionRig(boolean server, SessionConfig config, SessionRequest request) {
        workbench = server ? new Workbench(config.limits()) : new Workbench();
        if (server) {
            var made = new ServerSession(link, config, workbench, visit(config, atTheDoor), new Host(), null);
            session = made;
            made.greet(nowNanos);
        } else {
            var made = new ClientSession(link, config, workbench, new Recorder(), request);
            session = made;
            made.greet(nowNanos);
        }
        turn();
    }

    /** Of a door that is used for this link alone. */
    static Door.Visit visit(SessionConfig config) {
        return visit(config, new ArrayList<>());
    }

    private static Door.Visit visit(SessionConfig config, List<String> told) {
        return new Door(config.limits(), new DoorNotes(told)).arrive(RecordingLink.PEER, START_NANOS);
    }

    static SessionRig server() {
        return new SessionRig(true, CONFIG, SessionRequest.NONE);
    }

    /** A server whose greeting was taken off already. */
    static SessionRig greetedServer() {
        SessionRig rig = server();
        rig.sent();
        return rig;
    }

    static SessionRig server(Limits limits) {
        return new SessionRig(true, config(limits), SessionRequest.NONE);
    }

    static SessionRig client() {
        return new SessionRig(false, CONFIG, SessionRequest.NONE);
    }

    /** A client that would use a session, or comes back to one of which 3 messages were received and 2 are kept. */
    static SessionRig returningClient(boolean comesBack) {
        return new SessionRig(false, CONFIG, comesBack ? resume(false) : SessionRequest.FIRST);
    }

    /** The same while the server must still have the session. */
    static SessionRig insistingClient() {
        return new SessionRig(false, CONFIG, resume(true));
    }

    private static SessionRequest resume(boolean insists) {
        byte[] kept = Frames.repeated(Frames.message("kept"), 2);
        Backlog backlog = new Backlog(
                CONFIG.replay(), new SentMessages(CONFIG.replay(), 0, 5, 6), kept, kept.length, new LatestFrames());
        return SessionRequest.resume(
                SessionTableRig.id(1), new SessionState(3, backlog, new RoundTrip(), null), insists);
    }

    static SessionConfig config(Limits limits) {
        return new SessionConfig(
                limits,
                millis(5000),
                millis(2000),
                millis(250),
                millis(5000),
                new KeepaliveTimes(millis(5000), millis(15000), false),
                new ReplayBounds(1024, 256 << 10),
                0);
    }

    static long millis(long millis) {
        return millis * 1_000_000;
    }

    /** One read from the peer, and the end of that turn of the loop. */
    SessionRig in(byte[]... parts) {
        byte[] bytes = Frames.joined(parts);
        // Not at the beginning of the array, so that no index happens to be right.
        session.onBytes(Frames.joined(new byte[] {-1, -1}, bytes, new byte[] {-1}), 2, 2 + bytes.length, nowNanos);
        return turn();
    }

    SessionRig inputEnds() {
        inputEnded = true;
        session.onInputEnded(nowNanos);
        return turn();
    }

    SessionRig broken(Throwable cause) {
        closed = true;
        session.onClosed(cause, nowNanos);
        return this;
    }

    SessionRig close(CloseReason reason) {
        session.close(reason, nowNanos);
        return turn();
    }

    SessionRig send(byte[] frame) {
        session.send(frame, 0, frame.length);
        return this;
    }

    /** Time passes on a loop that wakes the session whenever it asked for it. */
    SessionRig later(long millis) {
        long untilNanos = nowNanos + millis(millis);
        while (!closed && !link.wakeTimes.isEmpty() && link.wakeTimes.first() - untilNanos <= 0) {
            long due = link.wakeTimes.first();
            link.wakeTimes.remove(due);
            pass(due);
            session.onTime(nowNanos);
            turn();
        }
        pass(untilNanos);
        return this;
    }

    /** A loop that turns. */
    private void pass(long toNanos) {
        Pulse pulse = workbench.pulse();
        while (toNanos - nowNanos > 0) {
            nowNanos += Math.min(pulse.periodNanos(), toNanos - nowNanos);
            pulse.beat(nowNanos);
        }
    }

    /** Time passes while the loop does something else: what was due is looked at when it comes back. */
    SessionRig stalled(long millis) {
        nowNanos += millis(millis);
        link.wakeTimes.removeIf(due -> due - nowNanos <= 0);
        session.onTime(nowNanos);
        return turn();
    }

    /** The system takes everything that was written. */
    SessionRig drained() {
        link.writable = true;
        session.onWritable(nowNanos);
        return turn();
    }

    /** What a loop does at the end of a turn. */
    SessionRig turn() {
        if (link.flushAsked) {
            link.flushAsked = false;
            session.onFlush(nowNanos);
        }
        if (!closed && link.calls.contains("close")) {
            closed = true;
            session.onClosed(null, nowNanos);
        }
        return this;
    }

    /** The frames that were written since this was last asked. */
    List<String> sent() {
        List<String> texts = Frames.texts(link.written.toByteArray());
        link.written.reset();
        return texts;
    }

    /** What was told since this was last asked. */
    List<String> told() {
        List<String> told = List.copyOf(events.subList(toldBefore, events.size()));
        toldBefore = events.size();
        return told;
    }

    boolean isClosed() {
        return closed;
    }

    /** Goes on until the link is gone, whatever happens, and checks that there was one end and one farewell. */
    void assertEndsOnce() {
        if (!inputEnded) {
            inputEnds();
        }
        later(60_000);
        close(CloseReason.of(CloseReason.Kind.STOPPED, ""));
        if (!closed) {
            broken(new java.io.IOException("Connection reset"));
        }
        assertThat(events.stream().filter(event -> event.startsWith("ended"))).hasSize(1);
        assertThat(events.stream().filter(event -> event.equals("gone"))).hasSize(1);
        assertThat(events).last().isEqualTo("gone");
    }

    /** A server whose one connection is told of as a client's is, without its beginning. */
    private final class Host extends StubHost {
        private final Recorder recorder = new Recorder();

        @Override
        public void onExtended(PeerLimits limits) {
            recorder.onExtended(limits);
        }

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            recorder.onMessage(array, from, to, scan);
        }

        @Override
        public void onEnded(CloseReason reason) {
            recorder.onEnded(reason, null);
        }

        @Override
        public void onGone(ServerSession gone) {
            recorder.onGone();
        }
    }

    private final class Recorder implements ClientSessionListener {
        @Override
        public void onOpened(Resumption outcome) {
            events.add("opened");
            onOpened.run();
        }

        @Override
        public void onSession(byte[] id, long windowMillis) {
            events.add("session " + id.length + " " + windowMillis);
        }

        @Override
        public void onExtended(PeerLimits limits) {
            events.add("extended " + limits.maxFrameBytes() + " " + limits.maxDepth());
        }

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            events.add("message "
                    + new String(
                            array, scan.actionFrom(), scan.actionTo() - scan.actionFrom(), StandardCharsets.UTF_8));
            onMessage.run();
        }

        @Override
        public void onEnded(CloseReason reason, @Nullable SessionState left) {
            events.add("ended " + reason);
        }

        @Override
        public void onGone() {
            events.add("gone");
        }
    }

    /** For a test that reads a reason's parts. */
    static @Nullable LibraryFrame read(Object value) {
        byte[] frame = Frames.of(value);
        return LibraryFrame.read(new PackReader().reset(frame, 4, frame.length));
    }
}
