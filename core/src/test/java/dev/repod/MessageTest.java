package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
    record Move(double x, double y) {
        Move {
            if (x < 0) {
                throw new IllegalArgumentException("position out of bounds");
            }
        }
    }

    record PlayerJoined(int playerId, Optional<String> nick) {}

    record Holder(Object weapon) {}

    enum Team {
        RED_TEAM
    }

    private static final Message ALL = Message.of(
            "all",
            "int",
            5,
            "long",
            1L << 40,
            "double",
            1.5,
            "float",
            2.5f,
            "text",
            "é",
            "truth",
            true,
            "bytes",
            new byte[] {1, 2},
            "list",
            List.of(1, "a"),
            "map",
            Map.of(1, "one"),
            "nothing",
            null,
            "time",
            Instant.ofEpochSecond(7, 8),
            "big",
            BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
            "team",
            Team.RED_TEAM,
            "move",
            new Move(1, 2));

    @Test
    void eachGetterReadsItsType() {
        assertThat(ALL.action()).isEqualTo("all");
        assertThat(ALL.getInt("int")).isEqualTo(5);
        assertThat(ALL.getLong("long")).isEqualTo(1L << 40);
        assertThat(ALL.getLong("int")).isEqualTo(5);
        assertThat(ALL.getDouble("double")).isEqualTo(1.5);
        assertThat(ALL.getDouble("float")).isEqualTo(2.5);
        assertThat(ALL.getDouble("int")).isEqualTo(5.0);
        assertThat(ALL.getString("text")).isEqualTo("é");
        assertThat(ALL.getBoolean("truth")).isTrue();
        assertThat(ALL.getBytes("bytes")).containsExactly(1, 2);
        assertThat(ALL.getList("list")).containsExactly(1L, "a");
        assertThat(ALL.getMap("map")).containsExactly(Map.entry(1L, "one"));
        assertThat(ALL.get("time")).isEqualTo(Instant.ofEpochSecond(7, 8));
        assertThat(ALL.get("big")).isEqualTo(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
        assertThat(ALL.getString("team")).isEqualTo("red_team");
        assertThat(ALL.get("team", Team.class)).isEqualTo(Team.RED_TEAM);
        assertThat(ALL.get("move", Move.class)).isEqualTo(new Move(1, 2));
        assertThat(ALL.getMap("move")).containsOnlyKeys("x", "y");
    }

    @Test
    void aFieldThatIsNullIsThereAndOneThatIsMissingIsNot() {
        assertThat(ALL.has("nothing")).isTrue();
        assertThat(ALL.get("nothing")).isNull();
        assertThat(ALL.has("missing")).isFalse();
        assertThat(ALL.get("missing")).isNull();
        assertThat(ALL.has("action")).isTrue();
    }

    /** Found by the fuzzer: nil where an Object was asked for threw as a mistake of the game's own does. */
    @Test
    void aFieldThatIsNullIsNoObjectEither() {
        assertInvalid(() -> ALL.get("nothing", Object.class), "nothing", "a value", "nil");
    }

    @Test
    void anArrayOfObjectsMayHoldNull() {
        Message message = Message.of("a", "x", Arrays.asList(1, null));

        assertThat(message.get("x", Object[].class)).containsExactly(1L, null);
    }

    private static void assertInvalid(Runnable read, String field, String expected, @Nullable String found) {
        String what = found == null
                ? field + ": missing, expected " + expected
                : field + ": expected " + expected + ", found " + found;
        assertThatThrownBy(read::run)
                .isInstanceOfSatisfying(InvalidMessageException.class, invalid -> {
                    assertThat(invalid.action()).isEqualTo("all");
                    assertThat(invalid.field()).isEqualTo(field);
                    assertThat(invalid.expected()).isEqualTo(expected);
                    assertThat(invalid.found()).isEqualTo(found);
                    assertThat(invalid.reason()).isEqualTo(what);
                })
                .hasMessage("invalid all: " + what);
    }

    @Test
    void aGetterNamesActionFieldExpectedAndFound() {
        assertInvalid(() -> ALL.getInt("missing"), "missing", "an integer", null);
        assertInvalid(() -> ALL.getInt("text"), "text", "an integer", "a string");
        assertInvalid(() -> ALL.getInt("long"), "long", "an integer that fits an int", "an integer out of range");
        assertInvalid(() -> ALL.getLong("big"), "big", "an integer that fits a long", "an integer out of range");
        assertInvalid(() -> ALL.getInt("double"), "double", "an integer", "a float");
        assertInvalid(() -> ALL.getDouble("text"), "text", "a number", "a string");
        assertInvalid(() -> ALL.getString("int"), "int", "a string", "an integer");
        assertInvalid(() -> ALL.getString("nothing"), "nothing", "a string", "nil");
        assertInvalid(() -> ALL.getBoolean("int"), "int", "a boolean", "an integer");
        assertInvalid(() -> ALL.getBytes("text"), "text", "bytes", "a string");
        assertInvalid(() -> ALL.getList("map"), "map", "a list", "a map");
        assertInvalid(() -> ALL.getMap("list"), "list", "a map", "a list");
    }

    @Test
    void aRecordTravelsAsItsFields() {
        Message joined = Message.from(new PlayerJoined(3, Optional.of("Ann")));

        assertThat(joined.action()).isEqualTo("player_joined");
        assertThat(joined).isEqualTo(Message.of("player_joined", "nick", "Ann", "player_id", 3));
        assertThat(joined.as(PlayerJoined.class)).isEqualTo(new PlayerJoined(3, Optional.of("Ann")));
        assertThat(Message.of("other", "player_id", 4, "more", true).as(PlayerJoined.class))
                .isEqualTo(new PlayerJoined(4, Optional.empty()));
    }

    @Test
    void whatDoesNotFitTheRecordIsInvalid() {
        assertThatThrownBy(() -> Message.of("move", "x", -1, "y", 0).as(Move.class))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("invalid move: position out of bounds");
        assertThatThrownBy(() -> Message.of("move", "x", 1).as(Move.class))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("invalid move: y: missing, expected a number");
        assertThatThrownBy(() -> Message.of("list", "of", List.of(Map.of("x", "far", "y", 1)))
                        .get("of", Move[].class))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("invalid list: of[0].x: expected a number, found a string");
    }

    @Test
    void equalByValueWhateverWidthAndOrder() {
        Message one = Message.of("a", "x", 1, "y", 2.5f, "b", new byte[] {1}, "l", List.of(1), "m", Map.of(1L, 2));
        Message same = Message.of("a", "m", Map.of(1, 2L), "l", new int[] {1}, "b", new byte[] {1}, "y", 2.5, "x", 1L);

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(Message.of("a", "x", 1)).isNotEqualTo("a").isNotEqualTo(null);
        assertThat(Message.of("a", "x", 1))
                .isNotEqualTo(Message.of("b", "x", 1))
                .isNotEqualTo(Message.of("a", "x", 1.0))
                .isNotEqualTo(Message.of("a", "x", "1"))
                .isNotEqualTo(Message.of("a", "x", null))
                .isNotEqualTo(Message.of("a", "y", 1))
                .isNotEqualTo(Message.of("a"));
        assertThat(Message.of("a", "x", null)).isNotEqualTo(Message.of("a", "y", null));
    }

    @Test
    void laterChangesOfWhatWasPassedDoNotReachIt() {
        byte[] bytes = {1};
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("k", 1));
        Message message = Message.of("a", "bytes", bytes, "list", list, "map", map);

        bytes[0] = 9;
        list.clear();
        map.clear();
        message.getBytes("bytes")[0] = 7;

        assertThat(message)
                .isEqualTo(Message.of("a", "bytes", new byte[] {1}, "list", List.of(1), "map", Map.of("k", 1)));
        assertThatThrownBy(() -> message.getList("list").add(2)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> message.getMap("map").clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void saysItselfInOneShortLine() {
        assertThat(Message.of("move", "x", 1)).hasToString("{action=move, x=1}");
        assertThat(Message.of("chat", "text", "a\nb\u001b[2J\u202e").toString())
                .isEqualTo("{action=chat, text=a?b?[2J?}");
        assertThat(Message.of("chat", "text", "x".repeat(5000)).toString())
                .hasSize(203)
                .endsWith("...");
    }

    @Test
    void whatCannotBeSentIsNamedWithItsPath() {
        Object players = Arrays.asList(null, 1, Map.of(), Map.of("weapon", new File("x")));

        assertUnsendable(
                () -> Message.of("state", "players", players), "state.players[3].weapon: java.io.File cannot be sent");
        assertUnsendable(
                () -> Message.of("state", "at", Map.of(5, new Object())),
                "state.at[5]: java.lang.Object cannot be sent");
        assertUnsendable(
                () -> Message.of("state", "of", new Holder[] {new Holder(Thread.currentThread())}),
                "state.of[0].weapon: java.lang.Thread cannot be sent");
        assertUnsendable(() -> Message.from(new Holder(new File("x"))), "holder.weapon: java.io.File cannot be sent");
    }

    private static void assertUnsendable(Runnable making, String text) {
        assertThatIllegalArgumentException().isThrownBy(making::run).withMessage(text);
    }

    @Test
    void aMapThatHoldsItselfIsRefusedAndNotFollowed() {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("self", cyclic);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of("state", "map", cyclic))
                .withMessageStartingWith("state.map.self.self");
        assertThat(Message.of("next", "x", 1).getInt("x")).isEqualTo(1);
    }

    @Test
    void namesMustBeStringsThatDiffer() {
        assertUnsendable(
                () -> Message.of("a", "x"), "a: the last field, x, has no value: give names and values in turn");
        assertUnsendable(() -> Message.of("a", 1, 2), "a: field name number 1 is not a string: 1");
        assertUnsendable(() -> Message.of("a", "x", 1, null, 2), "a: field name number 2 is not a string: null");
        assertUnsendable(() -> Message.of("a", "action", 2), "a: a field cannot be named action");
        assertUnsendable(() -> Message.of("a", "x", 1, "x", 2), "a: the field x is there twice");
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tested
    void nullIsNoActionAndNoRecord() {
        assertThatNullPointerException().isThrownBy(() -> Message.of(null)).withMessage("action");
        assertThatNullPointerException().isThrownBy(() -> Message.from(null)).withMessage("message");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connected", "a b", "größe", "\ud83c\udfae"})
    void anyTextIsAnAction(String action) {
        assertThat(Message.of(action).action()).isEqualTo(action);
        assertThat(Message.of(action).getString("action")).isEqualTo(action);
    }
}
