package dev.repod.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.Limits;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DoorTest {
    private static final long SECOND = 1_000_000_000L;
    private static final CloseReason GARBAGE = CloseReason.of(CloseReason.Kind.PROTOCOL_ERROR, "");
    private static final String NOTHING = "Door[links=0, handshakes=0, told=0, connections=0, origins=0]";

    private final List<String> log = new ArrayList<>();
    private Door door = door(Limits.standard());
    private long nowNanos = Long.MAX_VALUE - SECOND / 10;

    private Door door(Limits limits) {
        door = new Door(limits, new DoorNotes(log));
        return door;
    }

    private Door.Visit arrive(String host) {
        return door.arrive(Addresses.of(host), nowNanos);
    }

    private Seat enter(Door.Visit visit) {
        assertThat(visit.mayEnter()).isTrue();
        return visit.takeSeat();
    }

    private static CloseReason refusal(Door.Visit visit) {
        return Objects.requireNonNull(visit.refusal());
    }

    @Nested
    class HandshakesInProgress {
        @Test
        void aboveTheLimitAreRefusedUntilOneIsOver() {
            door(Limits.standard().withMaxHandshakes(2));
            Door.Visit first = arrive("10.0.0.1");
            arrive("10.0.0.2");

            assertThat(refusal(arrive("10.0.0.3"))).isEqualTo(CloseReason.overLimit("handshakes", 2, 3));
            assertThat(log).containsExactly("refused handshakes");

            enter(first);
            assertThat(arrive("10.0.0.3").refusal()).isNull();
        }

        @Test
        void endWithTheLinkToo() {
            door(Limits.standard().withMaxHandshakes(1));
            arrive("10.0.0.1").left();
            Door.Visit leaving = arrive("10.0.0.1");
            assertThat(leaving.refusal()).isNull();
            leaving.leaving();
            assertThat(arrive("10.0.0.1").refusal()).isNull();
        }

        @Test
        void ofRefusedLinksAreNone() {
            door(Limits.standard().withMaxHandshakes(1));
            Door.Visit first = arrive("10.0.0.1");
            for (int i = 0; i < 10; i++) {
                assertThat(refusal(arrive("10.0.0.2")).seen()).isEqualTo(2);
            }
            first.left();
            assertThat(arrive("10.0.0.2").refusal()).isNull();
        }

        @Test
        void ofOneAddressDoNotFillAllOfThem() {
            door(Limits.standard().withMaxConnectionsPerAddress(20).withMaxHandshakes(21));
            for (int i = 0; i < 20; i++) {
                assertThat(arrive("10.0.0.1").refusal()).isNull();
            }

            assertThat(refusal(arrive("10.0.0.1")).limit()).isEqualTo("connections_per_address");
            assertThat(arrive("10.0.0.2").refusal()).isNull();
        }

        /** One that ends when it is told to. */
        private Door.Visit shaking(String host) {
            Door.Visit visit = arrive(host);
            visit.heldBy((reason, atNanos) -> {
                log.add("ended " + reason.limit() + " " + reason.seen());
                visit.leaving();
            });
            return visit;
        }

        @Test
        void ofAnAddressThatHasTheMostMakeRoomTheOldestFirst() {
            door(Limits.standard().withMaxHandshakes(4));
            enter(shaking("10.0.0.1"));
            Door.Visit oldest = shaking("10.0.0.1");
            Door.Visit second = shaking("10.0.0.1");
            shaking("10.0.0.1");
            shaking("10.0.0.2");

            assertThat(shaking("10.0.0.3").refusal()).isNull();
            assertThat(log).containsExactly("refused handshakes", "ended handshakes 5");
            assertThat(oldest.refusal()).isNull();
            oldest.left();

            assertThat(refusal(shaking("10.0.0.1")).limit()).isEqualTo("handshakes");
            assertThat(refusal(shaking("10.0.0.3")).limit()).isEqualTo("handshakes");
            assertThat(second.mayEnter()).isTrue();
        }

        @Test
        void thatMadeRoomHaveFailed() {
            door(Limits.standard().withMaxHandshakes(4).withMaxFailedHandshakes(2));
            for (int i = 0; i < 4; i++) {
                shaking("10.0.0.1");
            }
            for (int i = 0; i < 2; i++) {
                Door.Visit passing = shaking("10.0.0.2");
                enter(passing).free();
                passing.left();
                assertThat(shaking("10.0.0.1").refusal()).isNull();
            }
            Door.Visit passing = shaking("10.0.0.2");
            passing.left();
            assertThat(refusal(shaking("10.0.0.1")).limit()).isEqualTo("failed_handshakes");
        }

        @Test
        void thatNobodyEndsMakeNoRoom() {
            door(Limits.standard().withMaxHandshakes(3));
            for (int i = 0; i < 3; i++) {
                arrive("10.0.0.1");
            }
            assertThat(refusal(arrive("10.0.0.2")).limit()).isEqualTo("handshakes");
        }

        @Test
        void areNotOverBeforeItIsKnownWhoWasThere() {
            door(Limits.standard().withMaxHandshakes(1));
            Door.Visit asked = shaking("10.0.0.1");
            asked.asked();
            asked.leaving();
            asked.left();
            asked.left();
            Door.Visit refused = shaking("10.0.0.2");
            assertThat(refusal(refused).limit()).isEqualTo("handshakes");
            refused.left();

            asked.answered();
            asked.answered();
            assertThat(door).hasToString(NOTHING);
            assertThat(shaking("10.0.0.2").refusal()).isNull();
        }

        @Test
        void leaveRoomForTheNextLinkOfAnAddressThatMayHaveOneConnection() {
            door(Limits.standard().withMaxConnectionsPerAddress(1));
            for (int i = 0; i < 10; i++) {
                Door.Visit visit = arrive("10.0.0.1");
                assertThat(visit.refusal()).isNull();
                Seat seat = enter(visit);
                visit.leaving();
                seat.free();
            }
        }
    }

    @Nested
    class LinksThatLeave {
        @Test
        void areBoundedByTheConnectionsAndHandshakesThatThereMayBe() {
            door(Limits.standard().withMaxConnections(3).withMaxHandshakes(2));
            for (int i = 0; i < 5; i++) {
                Door.Visit visit = arrive("10.0.0." + i);
                assertThat(visit.refusal()).isNull();
                visit.leaving();
            }

            assertThat(refusal(arrive("10.0.0.9"))).isEqualTo(CloseReason.overLimit("handshakes", 2, 3));
        }
    }

    @Nested
    class FailedHandshakes {
        @Test
        void closeTheDoorToTheirAddressUntilTheMinuteIsOver() {
            door(Limits.standard().withMaxFailedHandshakes(2));
            for (int i = 0; i < 3; i++) {
                Door.Visit visit = arrive("10.0.0.1");
                assertThat(visit.refusal()).isNull();
                visit.ended(GARBAGE, true, nowNanos);
                visit.left();
            }

            Door.Visit refused = arrive("10.0.0.1");
            assertThat(refusal(refused)).isEqualTo(CloseReason.overLimit("failed_handshakes", 2, 3));
            refused.left();
            assertThat(arrive("10.0.0.2").refusal()).isNull();
            nowNanos += 59 * SECOND;
            assertThat(arrive("10.0.0.1").refusal()).isNotNull();
            nowNanos += SECOND;
            assertThat(arrive("10.0.0.1").refusal()).isNull();
        }

        @Test
        void areNotCountedForThoseWhoWereRefused() {
            door(Limits.standard().withMaxFailedHandshakes(1).withMaxHandshakes(1));
            arrive("10.0.0.1");
            for (int i = 0; i < 5; i++) {
                Door.Visit refused = arrive("10.0.0.2");
                refused.failed(nowNanos);
                refused.ended(refusal(refused), true, nowNanos);
                assertThat(refusal(refused).limit()).isEqualTo("handshakes");
                refused.left();
            }
            assertThat(log).containsOnly("refused handshakes");
        }

        @Test
        void areNoneWherePeersAreBrokenLaterOrGoInOrder() {
            door(Limits.standard().withMaxFailedHandshakes(1));
            for (int i = 0; i < 5; i++) {
                Door.Visit visit = arrive("10.0.0.1");
                visit.ended(GARBAGE, false, nowNanos);
                visit.left();
                Door.Visit other = arrive("10.0.0.1");
                other.ended(CloseReason.of(CloseReason.Kind.PEER_CLOSED, ""), true, nowNanos);
                other.left();
            }

            assertThat(arrive("10.0.0.1").refusal()).isNull();
            assertThat(log).hasSize(5).containsOnly("broken PROTOCOL_ERROR");
        }

        @Test
        void areThoseToo_ThatWereNotFinishedInTime() {
            door(Limits.standard().withMaxFailedHandshakes(1));
            for (int i = 0; i < 2; i++) {
                arrive("10.0.0.1").ended(CloseReason.of(CloseReason.Kind.TIMED_OUT, ""), true, nowNanos);
            }
            assertThat(refusal(arrive("10.0.0.1")).limit()).isEqualTo("failed_handshakes");
        }
    }

    @Nested
    class Connections {
        @Test
        void areJudgedWhenOneMoreWouldBeMade() {
            door(Limits.standard().withMaxConnections(1));
            Seat seat = enter(arrive("10.0.0.1"));
            Door.Visit second = arrive("10.0.0.2");
            assertThat(second.refusal()).isNull();

            assertThat(second.mayEnter()).isFalse();
            assertThat(refusal(second)).isEqualTo(CloseReason.overLimit("connections", 1, 2));
            assertThat(second.isTold()).isTrue();

            seat.free();
            assertThat(arrive("10.0.0.2").mayEnter()).isTrue();
        }

        @Test
        void ofOneAddressAreCountedByItself() {
            door(Limits.standard().withMaxConnectionsPerAddress(2));
            enter(arrive("10.0.0.1"));
            enter(arrive("10.0.0.1"));
            Door.Visit third = arrive("10.0.0.1");

            assertThat(third.mayEnter()).isFalse();
            assertThat(refusal(third)).isEqualTo(CloseReason.overLimit("connections_per_address", 2, 3));
            assertThat(arrive("10.0.0.2").mayEnter()).isTrue();
        }

        @Test
        void thatWaitForTheirClientCountAndLetItIn() {
            door(Limits.standard().withMaxConnections(1));
            Door.Visit visit = arrive("10.0.0.1");
            Seat seat = enter(visit);
            visit.left();
            assertThat(arrive("10.0.0.2").mayEnter()).isFalse();

            Door.Visit back = arrive("10.0.0.1");
            back.take(seat);
            assertThat(back.refusal()).isNull();
        }

        @Test
        void moveWithTheirClient() {
            door(Limits.standard().withMaxConnectionsPerAddress(1));
            Door.Visit wifi = arrive("10.0.0.1");
            Seat seat = enter(wifi);
            wifi.left();
            Door.Visit mobile = arrive("10.0.0.2");
            mobile.take(seat);

            assertThat(arrive("10.0.0.1").mayEnter()).isTrue();
            assertThat(arrive("10.0.0.2").mayEnter()).isFalse();
            seat.free();
            seat.free();
            assertThat(arrive("10.0.0.2").mayEnter()).isTrue();
        }
    }

    @Nested
    class RefusedLinks {
        @Test
        void areToldWhileThereAreNotTooMany() {
            door(Limits.standard().withMaxHandshakes(1));
            Door.Visit only = arrive("10.0.0.1");
            List<Door.Visit> refused = new ArrayList<>();
            for (int i = 0; i < Door.MOST_TOLD; i++) {
                refused.add(arrive("10.0.0.2"));
            }
            assertThat(refused).allMatch(Door.Visit::isTold);
            assertThat(arrive("10.0.0.2").isTold()).isFalse();

            refused.get(0).left();
            refused.get(0).left();
            assertThat(arrive("10.0.0.2").isTold()).isTrue();
            assertThat(arrive("10.0.0.2").isTold()).isFalse();
            assertThat(arrive("10.0.0.2").isTurnedAway()).isTrue();
            assertThat(only.isTold()).isFalse();
        }
    }

    @Test
    void oneMayEnterInPlaceOfAnotherWhereThatMakesRoom() {
        door(Limits.standard().withMaxConnections(2).withMaxConnectionsPerAddress(1));
        Seat one = enter(arrive("10.0.0.1"));
        Seat two = enter(arrive("10.0.0.2"));

        assertThat(arrive("10.0.0.1").mayEnterInPlaceOf(one)).isTrue();
        assertThat(arrive("10.0.0.3").mayEnterInPlaceOf(two)).isTrue();
        Door.Visit elsewhere = arrive("10.0.0.1");
        assertThat(elsewhere.mayEnterInPlaceOf(two)).isFalse();
        assertThat(refusal(elsewhere).limit()).isEqualTo("connections_per_address");
        assertThat(arrive("10.0.0.3").mayEnter()).isFalse();
    }

    @Nested
    class Networks {
        private boolean isOne(String one, String other) {
            return Subnet.of(Addresses.of(one)) == Subnet.of(Addresses.of(other));
        }

        @Test
        void ofIpv6AreOneWhereTheirFirst64BitsAre() {
            assertThat(isOne("2001:db8:1:2::1", "2001:db8:1:2:ffff::1")).isTrue();
            assertThat(isOne("2001:db8:1:2::1", "2001:db8:1:3::1")).isFalse();
        }

        @Test
        void ofIpv4AreThemselvesInEitherForm() throws Exception {
            byte[] mapped = new byte[16];
            mapped[10] = -1;
            mapped[11] = -1;
            System.arraycopy(new byte[] {10, 1, 2, (byte) 200}, 0, mapped, 12, 4);
            // The JDK makes an IPv4 address of such bytes, unless there is a scope; the native transport may not.
            InetSocketAddress written = new InetSocketAddress(java.net.Inet6Address.getByAddress(null, mapped, 0), 1);
            assertThat(written.getAddress()).isInstanceOf(java.net.Inet6Address.class);
            assertThat(Subnet.of(written)).isEqualTo(Subnet.of(Addresses.of("10.1.2.200")));
            assertThat(isOne("10.1.2.200", "10.1.2.201")).isFalse();
            assertThat(isOne("::1", "127.0.0.1")).isFalse();
            assertThat(isOne("::1", "0.0.0.0")).isFalse();
        }
    }

    @Test
    void aLinkThatIsGoneTwiceTakesNothingFromTheNextOne() {
        door(Limits.standard().withMaxConnectionsPerAddress(1));
        Door.Visit first = arrive("10.0.0.1");
        first.left();
        enter(arrive("10.0.0.1"));
        first.left();
        assertThat(arrive("10.0.0.1").mayEnter()).isFalse();
    }

    @Test
    void nothingIsCountedOnceAllAreGone() {
        Door.Visit visit = arrive("10.0.0.1");
        Seat seat = enter(visit);
        arrive("10.0.0.2").left();
        assertThat(door.toString()).isNotEqualTo(NOTHING);
        visit.leaving();
        visit.left();
        seat.free();
        assertThat(door.toString()).isEqualTo(NOTHING);
    }
}
