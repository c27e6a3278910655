package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.CloseReason.Kind;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The parts of sessions and keepalive that are arithmetic. */
class SmallPartsTest {
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
