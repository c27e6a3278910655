package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import dev.repod.internal.wire.BrokenPeerException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The parts of sessions and keepalive that are arithmetic. */
class SmallPartsTest {
    private static final long SECOND = 1_000_000_000L;

    @Nested
    class TheRoundTrip {
        private final RoundTrip trip = new RoundTrip();

        private void measure(long nanos) {
            long token = trip.begin(0);
            trip.onPong(token, nanos);
        }

        @Test
        void isTheFirstSampleAtFirst() {
            assertThat(trip.smoothedNanos()).isNull();

            measure(800);

            assertThat(trip.smoothedNanos()).isEqualTo(800);
        }

        @Test
        void movesByAnEighthOfTheDifference() {
            measure(800);
            measure(1600);
            assertThat(trip.smoothedNanos()).isEqualTo(900);

            measure(100);

            assertThat(trip.smoothedNanos()).isEqualTo(800);
        }

        @Test
        void countsNoAnswerToAnotherQuestionAndNoneTwice() {
            long token = trip.begin(0);
            trip.onPong(token + 1, 5);
            trip.onPong(token - 1, 5);
            assertThat(trip.smoothedNanos()).isNull();

            trip.onPong(token, 10);
            trip.onPong(token, 1000);

            assertThat(trip.smoothedNanos()).isEqualTo(10);
        }
    }

    @Nested
    class PingsOfAPeer {
        private final PingAllowance allowance = new PingAllowance(0);

        @Test
        void areHadAtOnceUpToABurst() {
            for (int i = 0; i < PingAllowance.BURST; i++) {
                allowance.check(0);
            }

            assertThatThrownBy(() -> allowance.check(0))
                    .isInstanceOfSatisfying(
                            BrokenPeerException.class,
                            broken -> assertThat(broken.reason().limit()).isEqualTo("pings"));
        }

        @Test
        void areHadForEverAtTenASecond() {
            for (long tenth = 0; tenth < 10_000; tenth++) {
                allowance.check(tenth * SECOND / 10);
            }
        }
    }

    @Nested
    class FailuresOfAnAddress {
        private final AttemptsPerMinute failures = new AttemptsPerMinute(2);

        private boolean may(String host, long seconds) {
            return failures.add(SessionTableRig.address(host), seconds * SECOND);
        }

        @Test
        void areCountedForEachMinuteAndAddress() {
            assertThat(may("127.0.0.1", 0)).isTrue();
            assertThat(may("127.0.0.1", 1)).isTrue();
            assertThat(may("127.0.0.1", 59)).isFalse();
            assertThat(may("127.0.0.2", 59)).isTrue();
            assertThat(may("127.0.0.1", 60)).isTrue();
        }

        @Test
        void ofOneNetworkOfIpv6AreCountedTogether() {
            assertThat(may("2001:db8::1", 0)).isTrue();
            assertThat(may("2001:db8::2", 0)).isTrue();
            assertThat(may("2001:db8::ffff:3", 0)).isFalse();
            assertThat(may("2001:db8:0:1::1", 0)).isTrue();
        }

        @Test
        void ofManyAddressesAreForgottenOldestFirst() {
            may("10.0.0.0", 0);
            may("10.0.0.0", 0);
            for (int i = 1; i <= 10_000; i++) {
                may("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 0);
            }

            assertThat(may("10.0.0.0", 0)).isTrue();
            assertThat(may("10.0.39.16", 0)).isTrue();
        }

        @Test
        void areNotForgottenWhereTheyWereTooManyBecauseOthersFailOnce() {
            for (int i = 0; i < 3; i++) {
                may("10.0.0.0", 0);
            }
            for (int i = 1; i <= 30_000; i++) {
                may("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 0);
            }

            assertThat(may("10.0.0.0", 0)).isFalse();
            assertThat(failures.addresses()).isEqualTo(AttemptsPerMinute.MOST_ADDRESSES + 1);
        }

        @Test
        void thatWereTooManyAreRememberedOfSoManyAddressesAndNoMore() {
            for (int i = 0; i <= 10_000; i++) {
                for (int times = 0; times < 3; times++) {
                    may("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), 0);
                }
            }

            assertThat(failures.addresses()).isEqualTo(AttemptsPerMinute.MOST_ADDRESSES);
            assertThat(may("10.0.0.0", 0)).isTrue();
            assertThat(may("10.0.39.16", 0)).isFalse();
        }

        @Test
        void ofAnAddressThatHasNoBytesAreCountedToo() {
            assertThatCode(() -> failures.add(java.net.InetSocketAddress.createUnresolved("x", 1), 0))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void epitaphsAreReadUntilTheyAreOldAndOthersCome() {
        Epitaphs epitaphs = new Epitaphs();
        SessionKey key = SessionKey.of(new byte[] {1});
        CloseReason reason = CloseReason.of(Kind.KICKED, "out");
        epitaphs.add(key, reason, 10, 0);
        assertThat(epitaphs.find(key, 9)).isEqualTo(reason);
        assertThat(epitaphs.find(key, 10)).isNull();
        assertThat(epitaphs.find(SessionKey.of(new byte[] {2}), 0)).isNull();

        epitaphs.add(SessionKey.of(new byte[] {3}), reason, 30, 20);

        assertThat(epitaphs.find(key, 0)).isNull();
        assertThat(epitaphs.find(SessionKey.of(new byte[] {3}), 20)).isEqualTo(reason);
    }

    @Test
    void aKeyIsTheDigestOfAnIdAndSaysNothingOfIt() {
        byte[] id = SessionTableRig.id(7);

        assertThat(SessionKey.of(id))
                .isEqualTo(SessionKey.of(id.clone()))
                .hasSameHashCodeAs(SessionKey.of(id.clone()))
                .isNotEqualTo(SessionKey.of(SessionTableRig.id(8)));
        assertThat(SessionKey.of(id).toString()).matches("[0-9a-f]{64}").doesNotContain("0707");
    }

    @Test
    void aSystemThatGaveUpIsATimeoutAndAnythingElseALoss() {
        assertThat(LinkFailures.reason(new SocketTimeoutException("gone")))
                .isEqualTo(CloseReason.of(Kind.TIMED_OUT, "gone"));
        assertThat(LinkFailures.reason(new java.io.IOException("reset"))).isEqualTo(CloseReason.of(Kind.LOST, "reset"));
        assertThat(LinkFailures.reason(new java.io.IOException())).isEqualTo(CloseReason.of(Kind.LOST, "IOException"));
        assertThat(LinkFailures.reason(null).kind()).isEqualTo(Kind.LOST);
    }
}
