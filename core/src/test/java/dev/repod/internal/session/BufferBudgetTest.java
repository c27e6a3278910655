package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What all peers of a server together may make it hold. */
class BufferBudgetTest {
    private static final int MIB = 1 << 20;

    private Limits limits = Limits.standard().withMaxBufferedBytes(MIB);
    private Workbench bench = new Workbench(limits);

    /** One player of a server. */
    private class Player extends StubHost {
        final RecordingLink link = new RecordingLink();
        final ServerSession session;
        final List<CloseReason> ends = new ArrayList<>();
        int messages;
        Carrier carrier = new Carrier(() -> {});

        Player() {
            this(null);
        }

        Player(@Nullable SessionTable table) {
            SessionConfig standard = SessionRig.config(limits);
            SessionConfig config = new SessionConfig(
                    limits,
                    standard.frameTimeoutNanos(),
                    standard.closeTimeoutNanos(),
                    standard.plainPeerGraceNanos(),
                    0,
                    standard.keepalive(),
                    new ReplayBounds(100_000, MIB),
                    0);
            session = new ServerSession(link, config, bench, SessionRig.visit(config), this, table);
            session.greet(0);
            session.onFlush(0);
        }

        Player in(byte[] bytes) {
            return in(bytes, 0);
        }

        Player in(byte[] bytes, long atNanos) {
            session.onBytes(bytes, 0, bytes.length, atNanos);
            return this;
        }

        /** Has shown that it is no stranger. */
        Player known() {
            return in(Frames.message("a")).in(Frames.message("b"), SessionRig.millis(1_000));
        }

        Player sends(int bytes) {
            byte[] frame = Frames.of(Map.of("action", "a", "b", new byte[bytes]));
            session.send(frame, 0, frame.length);
            session.onFlush(0);
            return this;
        }

        @Override
        public void onMessage(byte[] array, int from, int to, dev.repod.internal.wire.PayloadScan scan) {
            messages++;
        }

        @Override
        public void onEnded(CloseReason reason) {
            ends.add(reason);
        }
    }

    private static byte[] begunFrame(int length, int bytes) {
        byte[] frame = new byte[4 + bytes];
        frame[1] = (byte) (length >> 16);
        frame[2] = (byte) (length >> 8);
        frame[3] = (byte) length;
        return frame;
    }

    private long held() {
        return bench.budget().heldBytes();
    }

    @Nested
    class FramesBegunAndNotFinished {
        @Test
        void doNotTakeMoreThanThereIs_HoweverManyThereAre() {
            limits = Limits.standard();
            bench = new Workbench(limits);
            Player honest = new Player().in(Frames.message("a")).in(begunFrame(1000, 100));
            List<Player> attackers = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                attackers.add(new Player().in(begunFrame(MIB, 200_000)));
                assertThat(held()).isLessThanOrEqualTo(8L * MIB);
            }

            assertThat(honest.session.isOpen()).isTrue();
            List<CloseReason> ends =
                    attackers.stream().flatMap(one -> one.ends.stream()).toList();
            assertThat(ends).hasSizeGreaterThan(4900).allSatisfy(reason -> {
                assertThat(reason.limit()).isEqualTo("buffered_bytes");
                assertThat(reason.allowed()).isEqualTo(8L * MIB);
                assertThat(reason.seen()).isGreaterThan(8L * MIB);
            });
        }

        @Test
        void ofStrangersMayBeAnEighthOfAllForWhichOnlyTheyAreEnded() {
            limits = Limits.standard().withMaxBufferedBytes(16 * MIB).withMaxFrameBytes(MIB);
            bench = new Workbench(limits);
            Player player = new Player().known().in(begunFrame(MIB, 900_000));
            Player listener = new Player();
            listener.link.writable = false;
            listener.sends(900_000);
            List<Player> strangers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                strangers.add(new Player().in(begunFrame(MIB, 100_000)));
            }

            assertThat(strangers.stream().flatMap(one -> one.ends.stream()))
                    .isNotEmpty()
                    .allSatisfy(reason -> assertThat(reason.allowed()).isEqualTo(2L * MIB));
            assertThat(player.session.isOpen()).isTrue();
            assertThat(listener.session.isOpen()).isTrue();
            assertThat(held()).isBetween(3L * MIB, 4L * MIB);
        }

        @Test
        void ofThoseWhoHaveBecomeKnownAreNoStrangersAnyMore() {
            limits = Limits.standard().withMaxBufferedBytes(16 * MIB).withMaxFrameBytes(MIB);
            bench = new Workbench(limits);
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                players.add(new Player().known().in(begunFrame(MIB, 900_000)));
            }

            assertThat(players).allMatch(player -> player.session.isOpen());
            assertThat(held()).isGreaterThan(9_000_000);
        }

        @Test
        void ofOneStrangerMayAlwaysBeALargestOne() {
            limits = Limits.standard().withMaxBufferedBytes(2 * MIB).withMaxFrameBytes(MIB);
            bench = new Workbench(limits);

            Player newcomer = new Player().in(begunFrame(MIB, 1_000_000));

            assertThat(newcomer.session.isOpen()).isTrue();
        }

        @Test
        void areGivenUpByWhoeverHasTheLargest() {
            Player small = new Player().in(begunFrame(MIB, 100_000));
            Player large = new Player().in(begunFrame(MIB, 600_000));
            Player last = new Player().in(begunFrame(MIB, 400_000));

            assertThat(large.ends).hasSize(1);
            assertThat(small.session.isOpen()).isTrue();
            assertThat(last.session.isOpen()).isTrue();
            assertThat(large.link.written.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain("buffered_bytes");
            large.session.onFlush(0);
            assertThat(large.link.written.toString(java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains("buffered_bytes");
        }

        @Test
        void takeNothingOnceTheyAreFinishedOrTheirLinkIsGone() {
            Player player = new Player().in(begunFrame(MIB, 500_000));
            assertThat(held()).isGreaterThan(500_000);
            player.session.close(CloseReason.of(Kind.KICKED, ""), 0);
            player.session.onFlush(0);
            assertThat(held()).isZero();

            Player other = new Player().in(begunFrame(MIB, 500_000));
            other.session.onClosed(null, 0);
            assertThat(held()).isZero();
        }

        @Test
        void thatWereFinishedCostNobodyHisConnection() {
            byte[] frame = Frames.of(Map.of("action", "a", "b", new byte[9000]));
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Player player = new Player().in(Arrays.copyOf(frame, 8000));
                player.in(Arrays.copyOfRange(frame, 8000, frame.length));
                players.add(player);
            }
            assertThat(players).allMatch(player -> player.messages == 1 && player.session.isOpen());
            assertThat(held()).isLessThanOrEqualTo(MIB);
        }
    }

    @Nested
    class WhatWaitsForAPeer {
        @Test
        void isABatchOfTheLinksWhereTheSystemHasNotTakenAllOfIt() {
            List<Player> players = new ArrayList<>();
            int room = MIB / OutboundQueue.BATCH_BYTES - 1;
            for (int i = 0; i < room; i++) {
                Player player = new Player().sends(10);
                player.link.writable = false;
                players.add(player.sends(0));
                player.session.onFlush(0);
            }
            assertThat(held()).isBetween((long) room * OutboundQueue.BATCH_BYTES, (long) MIB);

            Player last = new Player().sends(10);
            last.link.writable = false;
            last.sends(0);
            players.add(last);
            assertThat(players.stream().filter(player -> !player.session.isOpen()))
                    .hasSize(1);

            players.forEach(player -> player.link.writable = true);
            players.forEach(player -> player.session.onWritable(0));
            assertThat(held()).isZero();
        }

        @Test
        void endsTheOneThatTakesTheLeast() {
            List<Player> players = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Player player = new Player();
                player.link.writable = false;
                players.add(player.sends(150_000 + i));
            }
            assertThat(players).allMatch(player -> player.ends.isEmpty());

            players.get(1).sends(400_000);

            assertThat(players.get(1).ends)
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.kind()).isEqualTo(Kind.SLOW_CONSUMER));
            assertThat(held()).isLessThan(MIB);
            assertThat(players.get(0).session.isOpen()).isTrue();
        }

        @Test
        void isNotCountedWhereTheSystemTakesIt() {
            Player player = new Player();
            for (int i = 0; i < 100; i++) {
                player.sends(200_000);
            }
            assertThat(player.ends).isEmpty();
            assertThat(held()).isZero();
        }

        @Test
        void isDroppedAtOnceWhereItIsOnItsWayOutAlready() {
            Player leaving = new Player();
            leaving.link.writable = false;
            leaving.sends(600_000);
            leaving.session.close(CloseReason.of(Kind.KICKED, ""), 0);
            leaving.session.onFlush(0);
            Player other = new Player();
            other.link.writable = false;
            other.sends(500_000);

            assertThat(leaving.link.calls).contains("close");
            assertThat(other.session.isOpen()).isTrue();
            assertThat(held()).isLessThan(MIB);
        }
    }

    @Nested
    class WhatWaitsForAClientThatIsAway {
        private byte lastId;
        private final SessionTable table =
                new SessionTable(SessionRig.millis(30_000), 100, bytes -> Arrays.fill(bytes, ++lastId));

        private Player away() {
            Player player = new Player(table) {
                @Override
                public ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved) {
                    carrier = connection.carrier();
                    return this;
                }
            };
            player.in(SessionTableRig.hello()).session.onFlush(0);
            player.session.onClosed(new java.io.IOException("Connection reset"), 0);
            return player;
        }

        @Test
        void endsTheSessionThatTakesTheMost() {
            Player first = away();
            Player second = away();
            send(first, 400_000);
            send(second, 500_000);
            assertThat(first.ends).isEmpty();

            send(first, 300_000);

            assertThat(first.ends)
                    .singleElement()
                    .satisfies(reason -> assertThat(reason.kind()).isEqualTo(Kind.LOST));
            assertThat(second.ends).isEmpty();
            assertThat(held()).isLessThan(MIB);
        }

        @Test
        void isCountedWhereNewerTakesThePlaceOfOlderToo() {
            Player player = away();
            byte[] frame = Frames.of(Map.of("action", "a", "b", new byte[400_000]));
            for (int i = 0; i < 5; i++) {
                player.carrier.sendLatest(new LatestKey("a", null), frame, 0, frame.length);
                assertThat(held()).isGreaterThanOrEqualTo(400_000);
            }
            assertThat(player.ends).isEmpty();
        }

        @Test
        void takesNothingOnceTheClientIsBack() {
            Player first = away();
            send(first, 500_000);
            assertThat(held()).isGreaterThanOrEqualTo(500_000);

            Player back = new Player(table).in(SessionTableRig.hello(1, 0));
            back.session.onFlush(0);

            assertThat(first.ends).isEmpty();
            assertThat(held()).isZero();
        }

        private void send(Player player, int bytes) {
            byte[] frame = Frames.of(Map.of("action", "a", "b", new byte[bytes]));
            player.carrier.send(frame, 0, frame.length);
        }
    }

    /** Against the sum of what each holds, after each step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itsCountIsTheSumOfAllWhateverHappens(long seed) {
        var random = new SplittableRandom(seed);
        List<Player> players = new ArrayList<>();
        for (int step = 0; step < 3000; step++) {
            if (players.size() < 40) {
                players.add(new Player());
            }
            Player one = players.get(random.nextInt(players.size()));
            switch (random.nextInt(6)) {
                case 0 -> one.in(begunFrame(MIB, random.nextInt(100_000)));
                case 1 -> one.in(new byte[random.nextInt(1, 50_000)]);
                case 2 -> one.link.writable = !one.link.writable;
                case 3 -> one.sends(random.nextInt(60_000));
                case 4 -> one.session.onFlush(0);
                default -> {
                    if (random.nextInt(10) == 0 || one.link.calls.contains("close")) {
                        one.session.onClosed(null, 0);
                        players.remove(one);
                    }
                }
            }
            assertThat(held()).isBetween(0L, (long) MIB);
        }
        players.forEach(player -> player.session.onClosed(null, 0));
        assertThat(held()).isZero();
    }
}
