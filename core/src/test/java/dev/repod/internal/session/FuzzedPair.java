package dev.repod.internal.session;

import static dev.repod.internal.session.FuzzedLink.check;

import dev.repod.CloseReason;
import dev.repod.Resumption;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.Values;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server that mean well, and between them a network that a fuzzer runs: it splits, holds up and cuts. Both sides
 * number what they send, so that each message that is lost, doubled or out of order shows.
 */
final class FuzzedPair {
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("pair.test", 1);
    private static final int MOST_LINKS = 24;

    private final FuzzInput in;
    private final FuzzedTime time = new FuzzedTime();
    private final SessionConfig config;
    private final SessionTable table;
    private final Workbench workbench = new Workbench();
    private final Door door;
    private final List<End> ends = new ArrayList<>();
    private byte lastId;

    // The client's side.
    private @Nullable ClientEnd client;
    private byte @Nullable [] id;
    private @Nullable SessionState left;

    /** Grows whenever the session began anew: numbers begin anew with it. */
    private int epoch;

    private int clientSent;
    private int heardFrom;
    private int heard;

    // The server's side.
    private final List<Program> programs = new ArrayList<>();

    FuzzedPair(byte[] script) {
        in = new FuzzInput(script);
        config = FuzzedServer.config(in.oneIn(2));
        door = new Door(config.limits());
        table = new SessionTable(SessionRig.millis(30_000), 1000, fresh -> Arrays.fill(fresh, ++lastId));
    }

    void run() {
        connect();
        while (!in.isOver()) {
            step();
            ends.forEach(End::turn);
        }
    }

    private void step() {
        switch (in.pick(16)) {
            case 0, 1, 2 -> Objects.requireNonNull(client).deliver(in);
            case 3, 4, 5 -> Objects.requireNonNull(client).other().deliver(in);
            case 6 -> ends.get(in.pick(ends.size())).deliver(in);
            case 7, 8 -> sendFromClient();
            case 9, 10 ->
                programs.stream().filter(program -> program.ended == 0).forEach(Program::send);
            case 11 -> time.pass(in.of(1, 150, 260, 1100, 5100, 20_000), List.copyOf(ends));
            case 12 -> ends.get(in.pick(ends.size())).link.roomBytes = in.of(0, 40, Integer.MAX_VALUE);
            case 13 -> ends.get(in.pick(ends.size())).drained();
            case 14 -> ends.get(Math.max(0, ends.size() - 1 - in.pick(4))).cut();
            default -> connect();
        }
    }

    /** The client comes, or comes back; its old link is gone for it then, and perhaps not for the server. */
    private void connect() {
        ClientEnd before = client;
        if (ends.size() >= 2 * MOST_LINKS) {
            return;
        }
        if (before != null) {
            before.cut();
        }
        SessionState kept = left;
        byte[] known = id;
        left = null;
        SessionRequest request = known != null && kept != null && !kept.isOverflown()
                ? SessionRequest.resume(known, kept, in.oneIn(2))
                : SessionRequest.FIRST;
        ServerEnd server = new ServerEnd();
        client = new ClientEnd(server, request);
        server.client = client;
        ends.add(server);
        ends.add(client);
        server.session.greet(time.nowNanos);
        client.session.greet(time.nowNanos);
        ends.forEach(End::turn);
    }

    private void sendFromClient() {
        ClientEnd current = Objects.requireNonNull(client);
        SessionState away = left;
        if (current.opened && current.extended && current.session.isOpen()) {
            byte[] frame = numbered(epoch, ++clientSent);
            current.session.send(frame, 0, frame.length);
        } else if (away != null && !away.isOverflown()) {
            byte[] frame = numbered(epoch, ++clientSent);
            away.send(frame, 0, frame.length);
        }
    }

    private byte[] numbered(int from, int number) {
        return Frames.of(Map.of("action", "n", "from", from, "number", number, "data", new byte[in.pick(256)]));
    }

    private static int number(byte[] array, int from, int to, String name) {
        Map<?, ?> fields = (Map<?, ?>) Objects.requireNonNull(Values.read(new PackReader().reset(array, from, to)));
        return ((Long) Objects.requireNonNull(fields.get(name))).intValue();
    }

    /** One side of one link. */
    private abstract class End implements FuzzedTime.Woken {
        final FuzzedLink link = new FuzzedLink(ADDRESS);
        private boolean gone;

        abstract Session session();

        abstract End other();

        @Override
        public FuzzedLink link() {
            return link;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public void onTime(long nowNanos) {
            session().onTime(nowNanos);
            turn();
        }

        /** Some of what the other side has written arrives, or all of it. */
        void deliver(FuzzInput in) {
            int most = in.oneIn(2) ? in.pick(256) : Integer.MAX_VALUE;
            byte[] waiting = other().link.written.toByteArray();
            int size = Math.min(most, waiting.length);
            if (gone || !link.reading || size == 0) {
                return;
            }
            other().link.written.reset();
            other().link.written.write(waiting, size, waiting.length - size);
            session().onBytes(waiting, 0, size, time.nowNanos);
            turn();
        }

        void drained() {
            link.roomBytes = Integer.MAX_VALUE;
            if (!gone) {
                session().onWritable(time.nowNanos);
            }
        }

        /** This side finds the link gone; the other will, or not. What was on its way in still arrives or not. */
        void cut() {
            if (!gone) {
                gone = true;
                link.over();
                session().onClosed(new IOException("Connection reset"), time.nowNanos);
            }
        }

        void turn() {
            while (link.flushAsked && !gone) {
                link.flushAsked = false;
                session().onFlush(time.nowNanos);
            }
            if (link.closeAsked) {
                cut();
            }
        }
    }

    private final class ServerEnd extends End {
        final ServerSession session =
                new ServerSession(link, config, workbench, door.arrive(ADDRESS, time.nowNanos), new Host(), table);
        private @Nullable ClientEnd client;

        @Override
        Session session() {
            return session;
        }

        @Override
        End other() {
            return Objects.requireNonNull(client);
        }
    }

    private final class Host extends StubHost {
        @Override
        public ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved) {
            Program program = new Program(programs.size() + 1, connection);
            programs.add(program);
            return program;
        }
    }

    /** What stands behind one connection of the server. */
    private final class Program extends StubHost {
        private final int number;
        private final ServerConnection connection;
        private boolean opened;
        private int sent;
        private int clientEpoch;
        private int heardOfClient;
        private int ended;

        Program(int number, ServerConnection connection) {
            this.number = number;
            this.connection = connection;
        }

        void send() {
            if (opened) {
                byte[] frame = numbered(number, ++sent);
                connection.carrier().send(frame, 0, frame.length);
            }
        }

        @Override
        public void onOpened() {
            opened = true;
        }

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            if (scan.actionTo() - scan.actionFrom() != 1) {
                return; // the answer of a client that had not read WELCOME to a sign of life for plain peers
            }
            int said = number(array, from, to, "from");
            check(clientEpoch == 0 || clientEpoch == said, "a message of another session");
            clientEpoch = said;
            int next = number(array, from, to, "number");
            check(next == heardOfClient + 1, "the server got message " + next + " after " + heardOfClient);
            heardOfClient = next;
        }

        @Override
        public void onEnded(CloseReason reason) {
            ended++;
        }
    }

    private final class ClientEnd extends End implements ClientSessionListener {
        private final ServerEnd server;
        final ClientSession session;
        private boolean opened;

        /** Until then it may take the server for a plain one, and say to a session what it means for none. */
        private boolean extended;

        ClientEnd(ServerEnd server, SessionRequest request) {
            this.server = server;
            session = new ClientSession(link, config, workbench, this, request);
        }

        @Override
        Session session() {
            return session;
        }

        @Override
        End other() {
            return server;
        }

        @Override
        public void onSession(byte[] newId, long windowMillis) {
            id = newId;
        }

        @Override
        public void onOpened(Resumption outcome) {
            opened = true;
            if (outcome != Resumption.RESUMED) {
                epoch++;
                clientSent = 0;
                heardFrom = 0;
                heard = 0;
            }
        }

        @Override
        public void onExtended(PeerLimits limits) {
            extended = true;
        }

        @Override
        public void onMessage(byte[] array, int from, int to, PayloadScan scan) {
            if (scan.actionTo() - scan.actionFrom() != 1) {
                return; // said to a plain peer, which the server took this client for
            }
            int said = number(array, from, to, "from");
            check(heardFrom == 0 || heardFrom == said, "a message of another connection");
            heardFrom = said;
            int next = number(array, from, to, "number");
            check(next == heard + 1, "the client got message " + next + " after " + heard);
            heard = next;
        }

        @Override
        public void onEnded(CloseReason reason, @Nullable SessionState remains) {
            left = remains;
            if (remains == null) {
                id = null;
            }
        }

        @Override
        public void onGone() {}
    }
}
