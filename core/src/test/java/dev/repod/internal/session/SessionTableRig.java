package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.Limits;
import dev.repod.internal.wire.PayloadScan;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A server with sessions, and any number of links to it that a test plays byte by byte. Ids are told by their number: the first
 * that is given is {@code id(1)}.
 */
final class SessionTableRig {
    static final int WINDOW_MILLIS = 30_000;
    static final ReplayBounds BOUNDS = new ReplayBounds(5, 1000);

    /** What the server's program is told: {@code 1 opened}, {@code 1 message a}, {@code 1 detached}, and so on. */
    final List<String> told = new ArrayList<>();

    final Map<Integer, ServerConnection> connections = new HashMap<>();
    final SessionTable table;
    final Map<String, Object> stored = new HashMap<>();
    final List<Runnable> pendingLoads = new ArrayList<>();
    boolean hasStore;
    boolean hasSessions = true;

    @Nullable Vetter vetter;

    IntConsumer whenDetached = number -> {};
    IntConsumer whenResumed = number -> {};
    boolean plainPeers;
    long nowNanos = SessionRig.START_NANOS;

    /** At which nobody is told. */
    final Door door = new Door(Limits.trusted());

    /** Which address each link comes from next. */
    InetSocketAddress comesFrom = RecordingLink.PEER;

    private final Workbench workbench = new Workbench();
    private byte lastId;
    private int lastConnection;
    private int toldBefore;

    SessionTableRig() {
        this(100);
    }

    SessionTableRig(int failuresPerMinute) {
        table = new SessionTable(
                SessionRig.millis(WINDOW_MILLIS), failuresPerMinute, bytes -> Arrays.fill(bytes, ++lastId));
        table.restoreFrom(new Host());
    }

    /** The id that was given as the so-manieth. */
    static byte[] id(int number) {
        byte[] id = new byte[SessionTable.ID_BYTES];
        Arrays.fill(id, (byte) number);
        return id;
    }

    static String text(int number) {
        return String.format("%02x", number).repeat(SessionTable.ID_BYTES);
    }

    static byte[] hello() {
        return Frames.of(List.of(1, 1, 1, Map.of()));
    }

    static byte[] hello(int id, long received) {
        return Frames.of(List.of(1, 1, 1, Map.of("session", id(id), "received", received)));
    }

    static byte[] ack(long received) {
        return Frames.of(List.of(5, received));
    }

    static byte[] recover(String id) {
        return Frames.of(Map.of("action", "recover_session", "session_id", id));
    }

    /** What was told since this was last asked. */
    List<String> told() {
        List<String> since = List.copyOf(told.subList(toldBefore, told.size()));
        toldBefore = told.size();
        return since;
    }

    ServerConnection connection(int number) {
        return Objects.requireNonNull(connections.get(number));
    }

    Wire connect() {
        return new Wire();
    }

    /** An extended client with a session, whose greeting was taken off. */
    Wire join() {
        Wire wire = connect().in(hello());
        wire.sent();
        told();
        return wire;
    }

    /** One link to the server. */
    final class Wire {
        final RecordingLink link = new RecordingLink();
        final ServerSession session;
        private boolean closed;

        Wire() {
            SessionConfig config = new SessionConfig(
                    Limits.standard(),
                    SessionRig.millis(5000),
                    SessionRig.millis(2000),
                    SessionRig.millis(1000),
                    0,
                    new KeepaliveTimes(SessionRig.millis(5000), SessionRig.millis(15_000), plainPeers),
                    BOUNDS,
                    0);
            session = new ServerSession(
                    link, config, workbench, door.arrive(comesFrom, nowNanos), new Host(), hasSessions ? table : null);
            session.greet(nowNanos);
            turn();
        }

        Wire in(byte[]... parts) {
            byte[] bytes = Frames.joined(parts);
            session.onBytes(bytes, 0, bytes.length, nowNanos);
            return turn();
        }

        Wire send(String action) {
            byte[] frame = Frames.message(action);
            session.send(frame, 0, frame.length);
            return turn();
        }

        Wire turn() {
            if (link.flushAsked) {
                link.flushAsked = false;
                session.onFlush(nowNanos);
            }
            return this;
        }

        /** The link breaks. */
        Wire cut() {
            if (!closed) {
                closed = true;
                session.onClosed(new java.io.IOException("Connection reset"), nowNanos);
            }
            return this;
        }

        Wire inputEnds() {
            session.onInputEnded(nowNanos);
            return turn();
        }

        Wire later(long millis) {
            nowNanos += SessionRig.millis(millis);
            session.onTime(nowNanos);
            return turn();
        }

        List<String> sent() {
            List<String> texts = Frames.texts(link.written.toByteArray());
            link.written.reset();
            return texts;
        }
    }

    private final class Host extends StubHost {
        private int number;

        @Override
        public ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved) {
            Host listener = new Host();
            listener.number = ++lastConnection;
            connections.put(listener.number, connection);
            if (saved != null) {
                told.add(listener.number + " restored " + saved);
            }
            return listener;
        }

        @Override
        public boolean load(SessionKey key, BooleanSupplier isWanted, Consumer<@Nullable Object> answer) {
            if (hasStore) {
                pendingLoads.add(() -> answer.accept(stored.get(key.toString())));
            }
            return hasStore;
        }

        @Override
        public @Nullable Vetter vetter() {
            return vetter;
        }

        @Override
        public byte[] recovered(Object saved, String newId) {
            return Frames.of(Map.of("action", "state_recovered", "state", saved));
        }

        @Override
        public void onExtended(PeerLimits limits) {
            told.add(number + " extended");
        }

        @Override
        public void onOpened() {
            told.add(number + " opened");
        }

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            told.add(number
                    + " message "
                    + new String(
                            array, scan.actionFrom(), scan.actionTo() - scan.actionFrom(), StandardCharsets.UTF_8));
        }

        @Override
        public void onDetached() {
            told.add(number + " detached");
            whenDetached.accept(number);
        }

        @Override
        public void onResumed(InetSocketAddress address, boolean isExtended) {
            told.add(number + " resumed");
            whenResumed.accept(number);
        }

        @Override
        public void onRecovering(Recovery recovery, String newId) {
            told.add(number + " recovering");
            pendingLoads.add(() -> recovery.finish(Frames.of(Map.of("action", "state_recovered"))));
        }

        @Override
        public void onEnded(CloseReason reason) {
            told.add(number + " ended " + reason.kind());
        }
    }

    void runPending() {
        List<Runnable> pending = List.copyOf(pendingLoads);
        pendingLoads.clear();
        pending.forEach(Runnable::run);
    }

    /** For addresses of peers in tests of limits. */
    static InetSocketAddress address(String host) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), 1);
        } catch (java.net.UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
