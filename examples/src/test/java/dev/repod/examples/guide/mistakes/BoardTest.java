package dev.repod.examples.guide.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.Message;
import dev.repod.ServerOptions;
import dev.repod.examples.guide.Pumping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What docs/guide/server-errors-and-validation.md claims. */
class BoardTest {
    private static final class Watched extends Hand {
        private @Nullable CloseReason ended;
        private @Nullable Message placed;

        @Override
        protected void onUnhandled(Message message) {
            placed = message;
        }

        @Override
        protected void onDisconnected(CloseReason reason) {
            ended = reason;
        }

        private String noticeAfter(Message sent) {
            notice = "";
            send(sent);
            Pumping.until(() -> !notice.isEmpty(), this);
            return notice;
        }
    }

    private static Watched seatedAt(Board board) {
        Watched hand = new Watched();
        hand.connect("127.0.0.1", board.address().getPort());
        Pumping.until(hand::isConnected, hand);
        return hand;
    }

    @Test
    void theSendersMistakesAreAnsweredAndTheConnectionLives() {
        try (Board board = new Board(ServerOptions.builder().port(0).build())) {
            board.start();
            Watched hand = seatedAt(board);

            assertThat(hand.noticeAfter(Message.of("place", "column", 9, "row", 0)))
                    .isEqualTo("invalid place: the board has 8 columns and 8 rows");
            assertThat(hand.noticeAfter(Message.of("place", "column", 1)))
                    .isEqualTo("invalid place: row: missing, expected an integer");
            assertThat(hand.noticeAfter(Message.of("inspect", "player", 2)))
                    .isEqualTo("invalid inspect: that is another player's hand");
            board.turn = 5;
            assertThat(hand.noticeAfter(Message.of("place", "column", 1, "row", 1)))
                    .isEqualTo("invalid place: it is not your turn");
            board.turn = 1;
            hand.send(new Place(1, 1));
            Pumping.until(() -> hand.placed != null, hand);
            assertThat(hand.placed).isEqualTo(Message.of("placed", "player", 1, "column", 1, "row", 1));
        }
    }

    @Test
    void theServersOwnMistakesLeakNothingAndTheThirdOneKicks() {
        try (Board board = new Board(ServerOptions.builder().port(0).build())) {
            board.start();
            Watched hand = seatedAt(board);

            assertThat(hand.noticeAfter(Message.of("inspect", "player", 1)))
                    .matches("internal error \\(report this number: [0-9a-f]{8}\\)");
            hand.noticeAfter(Message.of("inspect", "player", 1));
            hand.send(Message.of("inspect", "player", 1));
            Pumping.until(() -> hand.ended != null, hand);

            assertThat(hand.ended)
                    .isEqualTo(CloseReason.of(
                            CloseReason.Kind.KICKED, "something is wrong with this seat, please join again"));
        }
    }
}
