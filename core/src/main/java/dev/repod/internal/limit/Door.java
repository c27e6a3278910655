package dev.repod.internal.limit;

import dev.repod.CloseReason;
import dev.repod.Limits;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
        /** It has ended, and somebody still finds out who was there. */
        ASKED_ABOUT,
        /** It carries a connection, which is what counts. */
        INSIDE,
        /** It is on its way out. */
        LEAVING,
        /** It was not let in, and is on its way out. */
        REFUSED,
        /** The same, and it is told why. */
        REFUSED_AND_TOLD
    }

    /** Ends a link of which it is not known who is there. */
    @FunctionalInterface
    public interface Ending {
        /** For that reason, at that time. */
        void end(CloseReason reason, long nowNanos);
    }

    /** The limits of a client that accepts less than the game sends: the game fails by it, and may so again by the next one. */
    private static final Set<String> ACCEPTS_TOO_LITTLE = Set.of("peer_frame_bytes", "peer_depth");

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
        if (refusal == null && handshakes >= limits.maxHandshakes()) {
            refusal = makeRoomFor(visit.origin, nowNanos);
        }
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
        long beyondConnections = links - (long) limits.maxConnections() + 1;
        if (beyondConnections > limits.maxHandshakes()) {
            return CloseReason.overLimit("handshakes", limits.maxHandshakes(), beyondConnections);
        }
        int mostOfAddress = limits.maxConnectionsPerAddress();
        if (visit.origin.strangers >= Math.max(LEAST_STRANGERS, mostOfAddress)) {
            return CloseReason.overLimit(
                    "connections_per_address", mostOfAddress, visit.origin.strangers + visit.origin.connections + 1L);
        }
        return null;
    }

    /**
     * There are as many handshakes as there may be: where another address has more of them than that one would have, its oldest is
     * ended. So a few addresses do not keep everybody else out.
     */
    private @Nullable CloseReason makeRoomFor(Origin newcomer, long nowNanos) {
        CloseReason reason = CloseReason.overLimit("handshakes", limits.maxHandshakes(), handshakes + 1L);
        Origin busiest = newcomer;
        for (Origin origin : origins.values()) {
            busiest = origin.shaking() > busiest.shaking() ? origin : busiest;
        }
        @Nullable Visit oldest = busiest.longestShaking();
        boolean isFair = busiest.shaking() > newcomer.shaking() + 1;
        return isFair && oldest != null && oldest.oust(reason, nowNanos) ? null : reason;
    }

    /** Without the seat that would be freed for it, if there is one. */
    private @Nullable CloseReason refusalToEnter(Origin origin, @Nullable Seat freed) {
        int others = connections - (freed == null ? 0 : 1);
        if (others >= limits.maxConnections()) {
            return CloseReason.overLimit("connections", limits.maxConnections(), others + 1L);
        }
        int othersOfAddress = origin.connections - (freed != null && freed.isOf(origin) ? 1 : 0);
        int mostOfAddress = limits.maxConnectionsPerAddress();
        return othersOfAddress >= mostOfAddress
                ? CloseReason.overLimit("connections_per_address", mostOfAddress, othersOfAddress + 1L)
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
        private boolean failed;
        private boolean asked;
        private boolean gone;

        /** Null until somebody holds the link. */
        private @Nullable Ending holder;

        private Visit(InetSocketAddress address, Origin origin) {
            this.address = address;
            this.origin = origin;
        }

        // ---- for all who have to do with the link

        /** Why the link may not come in; null where it may. */
        public @Nullable CloseReason refusal() {
            return refusal;
        }

        /** Whether a peer that was refused is told so. */
        public boolean isTold() {
            return state == State.REFUSED_AND_TOLD;
        }

        /** Whether it was refused and is not told: there is nothing to be made of its link, which is closed at once. */
        public boolean isTurnedAway() {
            return refusal != null && !isTold();
        }

        /** The handshake has failed, whichever it was: no TLS, no frames, credentials that are refused. Counted once. */
        public void failed(long nowNanos) {
            if (refusal == null && !failed) {
                failed = true;
                failures.add(address, nowNanos);
            }
        }

        /** The link is gone. Told once at the least. */
        public void left() {
            gone = true;
            become(asked ? State.ASKED_ABOUT : State.GONE);
        }

        /** Somebody has begun to find out who is there, which costs the game something: it counts until there is an answer. */
        public void asked() {
            asked = true;
        }

        /** It is known who is there, or was. */
        public void answered() {
            asked = false;
            if (state == State.ASKED_ABOUT) {
                become(gone ? State.GONE : State.LEAVING);
            }
        }

        /** Who holds the link, and ends it for that reason where others need the room. */
        public void heldBy(Ending ending) {
            holder = ending;
        }

        private boolean oust(CloseReason reason, long nowNanos) {
            Ending ending = holder;
            if (ending == null) {
                return false;
            }
            failed(nowNanos);
            events.onRefused(address, reason);
            ending.end(reason, nowNanos);
            return state != State.SHAKING_HANDS;
        }

        // ---- for the session on it

        /** Whether one connection more may be made on it; where not, it is refused from now on. */
        public boolean mayEnter() {
            return mayEnterInPlaceOf(null);
        }

        /** The same where one that is there ends for it. */
        public boolean mayEnterInPlaceOf(@Nullable Seat freed) {
            if (refusal == null) {
                @Nullable CloseReason reason = refusalToEnter(origin, freed);
                if (reason != null) {
                    refuse(reason);
                }
            }
            return refusal == null;
        }

        /** A connection was made on it. */
        public Seat takeSeat() {
            settled();
            return new Seat(Door.this, origin);
        }

        /** It is known who is there: it carries a connection. */
        public void settled() {
            become(State.INSIDE);
        }

        /** A connection that began elsewhere is carried on by it. */
        public void take(Seat seat) {
            seat.moveTo(origin);
            settled();
        }

        /** The link has ended for the program, and is on its way out. */
        public void leaving() {
            if (refusal == null && !gone) {
                become(asked ? State.ASKED_ABOUT : State.LEAVING);
            }
        }

        /**
         * The link has ended for the program.
         *
         * @param isStranger whether nothing came over it that was a frame, though something came
         */
        public void ended(CloseReason reason, boolean isStranger, long nowNanos) {
            if (refusal != null) {
                return;
            }
            switch (reason.kind()) {
                case PROTOCOL_ERROR, LIMIT -> {
                    events.onBroken(address, reason);
                    failedIf(isStranger || acceptsTooLittle(reason.limit()), nowNanos);
                }
                case TIMED_OUT -> failedIf(isStranger, nowNanos);
                default -> {}
            }
        }

        /** Its client sends more than it may. */
        public void tooFast(TooFast what) {
            events.onTooFast(address, what);
        }

        private static boolean acceptsTooLittle(@Nullable String limit) {
            return limit != null && ACCEPTS_TOO_LITTLE.contains(limit);
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
                case SHAKING_HANDS, ASKED_ABOUT -> {
                    if (one < 0 || which == State.ASKED_ABOUT) {
                        origin.shookHands(this);
                    } else {
                        origin.shaking(this);
                    }
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
