package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The texts by which a program, a player and a log are told what went wrong. */
class ReasonsTest {
    @Test
    void aCloseReasonSaysKindAndText() {
        assertThat(CloseReason.of(CloseReason.Kind.KICKED, "you were away")).hasToString("KICKED: you were away");
        assertThat(CloseReason.of(CloseReason.Kind.STOPPED, "")).hasToString("STOPPED");
    }

    @Test
    void aLimitCarriesWhatWasAllowedAndSeen() {
        CloseReason reason = CloseReason.overLimit("frame_bytes", 100, 5_000_000_000L);

        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.LIMIT);
        assertThat(reason.limit()).isEqualTo("frame_bytes");
        assertThat(reason.allowed()).isEqualTo(100);
        assertThat(reason.seen()).isEqualTo(5_000_000_000L);
        assertThat(reason).hasToString("LIMIT: frame_bytes 5000000000 is over the limit of 100");
    }

    @Test
    void aTimeoutSaysHowLong() {
        assertThat(CloseReason.timedOut("a frame was not finished", Duration.ofSeconds(5)))
                .hasToString("TIMED_OUT: a frame was not finished within 5000 ms");
    }

    @Test
    void aKindHasItsWordOnTheWire() {
        assertThat(CloseReason.Kind.PROTOCOL_ERROR.wireName()).isEqualTo("protocol_error");
        assertThat(CloseReason.Kind.CLOSED.wireName()).isEqualTo("closed");
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void reasonsAndErrorsAreWhole() {
        assertThatNullPointerException()
                .isThrownBy(() -> CloseReason.of(null, ""))
                .withMessage("kind");
        assertThatNullPointerException()
                .isThrownBy(() -> CloseReason.of(CloseReason.Kind.CLOSED, null))
                .withMessage("text");
        assertThatNullPointerException()
                .isThrownBy(() -> new ConnectionError(null, "", ""))
                .withMessage("kind");
        assertThatNullPointerException()
                .isThrownBy(() -> new ConnectionError(ConnectionError.Kind.OTHER, null, ""))
                .withMessage("message");
        assertThatNullPointerException()
                .isThrownBy(() -> new ConnectionError(ConnectionError.Kind.OTHER, "", null))
                .withMessage("detail");
    }

    @Test
    void anInvalidMessageOfTheGamesOwnSaysItsReason() {
        InvalidMessageException own = new InvalidMessageException("it is not your turn");

        assertThat(own).hasMessage("it is not your turn");
        assertThat(own.reason()).isEqualTo("it is not your turn");
        assertThat(own.action()).isNull();
        assertThat(own.field()).isNull();
        assertThat(own.about("move")).hasMessage("invalid move: it is not your turn");
        assertThat(own.about("move").reason()).isEqualTo("it is not your turn");
        assertThat(own.about("move").getStackTrace()).isEqualTo(own.getStackTrace());
    }

    @Test
    void anInvalidFieldSaysWhereAndWhat() {
        InvalidMessageException wrong =
                new InvalidMessageException("move", "players[3].name", "an integer", "a string");
        InvalidMessageException missing = new InvalidMessageException(null, "x", "a number", null);

        assertThat(wrong).hasMessage("invalid move: players[3].name: expected an integer, found a string");
        assertThat(missing).hasMessage("x: missing, expected a number");
        assertThat(missing.about("move")).hasMessage("invalid move: x: missing, expected a number");
        assertThat(missing.about("move").expected()).isEqualTo("a number");
    }

    @Test
    void whatCameFromTheNetworkIsMadeFitToBeRead() {
        assertThat(Printable.of("a\r\nb\u0000c\u0085d\u202ee\u2028f\u2029g")).isEqualTo("a??b?c?d?e?f?g");
        assertThat(Printable.of("größe \ud83c\udfae")).isEqualTo("größe \ud83c\udfae");
        assertThat(Printable.of("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(Printable.of("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
        assertThat(Printable.of(null)).isEqualTo("null");
    }
}
