package dev.repod.internal.session;

import dev.repod.CloseReason;
import dev.repod.Limits;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in: what a server knows of all its links together. A link is judged when TCP is up, by those that are in the middle
 * of their handshake and by what its address did before; and again when it would become a connection. Between the two a client
 * that comes back to its session is told apart: that makes no connection more, so that it gets in where the server is full.
 *
 * <p>Whatever a link or a connection adds to a count it takes away at its end. Confined to the I/O thread.
 */
public final class Door {
    /** So many refused links at once are told why: a link that is told is there until its peer has ended it, too. */
    static final int MOST_TOLD = 256;

    /** Links without a connection that one address may have where it may have few connections: one goes while the next comes. */
    static final int LEAST_STRANGERS = 16;

    private static final LinkEvents NOBODY = new LinkEvents() {
        @Override
        public void onRefused(InetSocketAddress peer, CloseReason reason) {}

        @Override
        public void onBroken(InetSocketAddress peer, CloseReason reason) {}

        @Override
        public void onTooFast(InetSocketAddress peer, TooFast what) {}
    };

    private enum State {
        /** Nothing of it is counted. */
        GONE,
        /** It is not known yet who is there. */
        SHAKING_HANDS,
        /** It carries a connection, which is what counts. */
        INSIDE,
        /** It is on its way out. */
        LEAVING,
        /** It was not let in, and is on its way out. */
        REFUSED,
        /** The same, and it is told why. */
        REFUSED_AND_TOLD
    }

    private final Limits limits;
    private final LinkEvents events;
    private final AttemptsPerMinute failures;
    private final Map<Long, Origin> origins = new HashMap<>();
    private int links;
    private int handshakes;
    private int told;
    private int connections;

    /** A door of which nobody is told. */
    public Door(Limits limits) {
        this(limits, NOBODY);
    }

    public Door(Limits limits, LinkEvents events) {
        this.limits = limits;
        this.events = events;
        this.failures = new AttemptsPerMinute(limits.maxFailedHandshakes());
    }

    /** TCP is up, from that address. */
    public Visit arrive(InetSocketAddress address, long nowNanos) {
        Visit visit = new Visit(address, origins.computeIfAbsent(Subnet.of(address), Origin::new));
        @Nullable CloseReason refusal = refusalAtArrival(visit, nowNanos);
        if (refusal == null) {
            visit.become(State.SHAKING_HANDS);
        } else {
            visit.refuse(refusal);
        }
        return visit;
    }

    private @Nullable CloseReason refusalAtArrival(Visit visit, long nowNanos) {
        long failed = failures.count(visit.address, nowNanos);
        if (failed > failures.perMinute()) {
            return CloseReason.overLimit("failed_handshakes", failures.perMinute(), failed);
        }
        // Those that leave are none that shake hands, but no number of them may come on top either.
        long unknown = Math.max(handshakes, links - (long) limits.maxConnections()) + 1;
        if (unknown > limits.maxHandshakes()) {
            return CloseReason.overLimit("handshakes", limits.maxHandshakes(), unknown);
        }
        int mostOfAddress = limits.maxConnectionsPerAddress();
        if (visit.origin.strangers >= Math.max(LEAST_STRANGERS, mostOfAddress)) {
            return CloseReason.overLimit(
                    "connections_per_address", mostOfAddress, visit.origin.strangers + visit.origin.connections + 1L);
        }
        return null;
    }

    private @Nullable CloseReason refusalToEnter(Origin origin) {
        if (connections >= limits.maxConnections()) {
            return CloseReason.overLimit("connections", limits.maxConnections(), connections + 1L);
        }
        int mostOfAddress = limits.maxConnectionsPerAddress();
        return origin.connections >= mostOfAddress
                ? CloseReason.overLimit("connections_per_address", mostOfAddress, origin.connections + 1L)
                : null;
    }

    void seated(Origin origin) {
        connections++;
        origin.connections++;
    }

    void unseated(Origin origin) {
        connections--;
        origin.connections--;
        forgetIfGone(origin);
    }

    private void forgetIfGone(Origin origin) {
        if (origin.isGone()) {
            origins.remove(origin.subnet, origin);
        }
    }

    /** What is counted now, for tests: everything comes back to nothing. */
    @Override
    public String toString() {
        return "Door[links=" + links + ", handshakes=" + handshakes + ", told=" + told + ", connections=" + connections
                + ", origins=" + origins.size() + "]";
    }

    /** What the door knows of one link, from the moment that TCP is up until the link is gone. */
    public final class Visit {
        private final InetSocketAddress address;
        private final Origin origin;
        private State state = State.GONE;
        private @Nullable CloseReason refusal;

        private Visit(InetSocketAddress address, Origin origin) {
            this.address = address;
            this.origin = origin;
        }

        // ---- for all who have to do with the link

        /** Why the link may not come in; null where it may. */
        public @Nullable CloseReason refusal() {
            return refusal;
        }

        /** Whether a peer that was refused is told so; otherwise its link is closed at once. */
        public boolean isTold() {
            return state == State.REFUSED_AND_TOLD;
        }

        /** The handshake has failed, whichever it was: no TLS, no frames, credentials that are refused. */
        public void failed(long nowNanos) {
            if (refusal == null) {
                failures.add(address, nowNanos);
            }
        }

        /** The link is gone. Told once at the least. */
        public void left() {
            become(State.GONE);
        }

        // ---- for the session on it

        /** Whether one connection more may be made on it; where not, it is refused from now on. */
        boolean mayEnter() {
            if (refusal == null) {
                @Nullable CloseReason reason = refusalToEnter(origin);
                if (reason != null) {
                    refuse(reason);
                }
            }
            return refusal == null;
        }

        /** A connection was made on it. */
        Seat takeSeat() {
            settled();
            return new Seat(Door.this, origin);
        }

        /** It is known who is there: it carries a connection. */
        void settled() {
            become(State.INSIDE);
        }

        /** A connection that began elsewhere is carried on by it. */
        void take(Seat seat) {
            seat.moveTo(origin);
            settled();
        }

        /** The link has ended for the program, and is on its way out. */
        void leaving() {
            if (refusal == null && state != State.GONE) {
                become(State.LEAVING);
            }
        }

        /**
         * The link has ended for the program.
         *
         * @param isStranger whether nothing came over it that was a frame, though something came
         */
        void ended(CloseReason reason, boolean isStranger, long nowNanos) {
            if (refusal != null) {
                return;
            }
            switch (reason.kind()) {
                case PROTOCOL_ERROR, LIMIT -> {
                    events.onBroken(address, reason);
                    failedIf(isStranger, nowNanos);
                }
                case TIMED_OUT -> failedIf(isStranger, nowNanos);
                default -> {}
            }
        }

        /** Its client sends more than it may. */
        void tooFast(TooFast what) {
            events.onTooFast(address, what);
        }

        private void failedIf(boolean isStranger, long nowNanos) {
            if (isStranger) {
                failed(nowNanos);
            }
        }

        private void refuse(CloseReason reason) {
            refusal = reason;
            become(told < MOST_TOLD ? State.REFUSED_AND_TOLD : State.REFUSED);
            events.onRefused(address, reason);
        }

        private void become(State next) {
            count(state, -1);
            state = next;
            count(next, 1);
            forgetIfGone(origin);
        }

        private void count(State which, int one) {
            if (which == State.GONE) {
                return;
            }
            links += one;
            origin.links += one;
            switch (which) {
                case SHAKING_HANDS -> {
                    handshakes += one;
                    origin.strangers += one;
                }
                case LEAVING -> origin.strangers += one;
                case REFUSED_AND_TOLD -> told += one;
                default -> {}
            }
        }
    }
}
