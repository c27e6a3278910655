package dev.repod.examples.guide.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.InvalidMessageException;
import dev.repod.Message;
import java.io.File;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What docs/guide/messages-and-records.md claims. */
class ShopTest {
    @Test
    void aRecordIsAMessageWithSnakeCaseNames() {
        assertThat(Message.from(new PlayerJoined(7, "Ada", Team.RED_TEAM)))
                .isEqualTo(Message.of("player_joined", "player_id", 7, "nickname", "Ada", "team", "red_team"));
        assertThat(Message.from(new Position(1, 2))).isEqualTo(Message.of("pos", "px", 1.0, "py", 2.0));
    }

    @Test
    void theSamplesReadWhatTheyWrite() {
        assertThat(Shop.built())
                .isEqualTo(Message.of("summary", "x", 10, "y", 20.0, "jump", false, "path", List.of("north", "east")));
        assertThat(Shop.converted()).isEqualTo(new Buy("rope", 3));
        Message message = Message.of("hello");
        assertThat(Shop.wired(message)).isEqualTo(message);
    }

    @Test
    void aGetterNamesActionFieldExpectedAndFound() {
        assertThatThrownBy(() -> Message.of("move", "x", "ten").getInt("x"))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("invalid move: x: expected an integer, found a string");
        assertThatThrownBy(() -> Message.of("move").getInt("x"))
                .hasMessage("invalid move: x: missing, expected an integer");
        assertThatThrownBy(() -> Message.of("move", "x", 3_000_000_000L).getInt("x"))
                .isInstanceOf(InvalidMessageException.class);
        assertThatThrownBy(() -> Message.of("move", "x", 1.0).getInt("x")).isInstanceOf(InvalidMessageException.class);
        assertThat(Message.of("move", "x", 1).getDouble("x")).isEqualTo(1.0);
    }

    @Test
    void missingFieldsAreRefusedUnlessTheyAreOptionalOrNullable() {
        assertThat(Message.of("chat", "text", "hi", "extra", 1).as(Chat.class))
                .isEqualTo(new Chat("hi", Optional.empty(), null));
        assertThatThrownBy(() -> Message.of("chat", "to", "Bob").as(Chat.class))
                .hasMessage("invalid chat: text: missing, expected a string");
        assertThat(Message.from(new Chat("hi", Optional.empty(), null)))
                .isEqualTo(Message.of("chat", "text", "hi", "colour", null));
    }

    @Test
    void aConstructorThatRefusesIsTheSendersMistake() {
        assertThatThrownBy(() -> Message.of("buy", "item", "rope", "count", 0).as(Buy.class))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("invalid buy: count must be 1 to 99");
    }

    @Test
    void everyKindOfComponentComesBack() {
        World world = new World(
                List.of(new Point(1, 2)),
                Map.of(7, "Ada"),
                Set.of(Team.BLUE_TEAM),
                new byte[] {1, 2},
                new double[] {0.5},
                Instant.ofEpochSecond(1_700_000_000),
                Map.of("k", 1L));

        World read = Message.from(world).as(World.class);

        assertThat(read).usingRecursiveComparison().isEqualTo(world);
    }

    @Test
    void whatCannotBeSentIsNamedWithItsPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of(
                        "state", "players", List.of(Map.of("weapon", "bow"), Map.of("weapon", new File("x")))))
                .withMessage("state.players[1].weapon: java.io.File cannot be sent");
    }
}
