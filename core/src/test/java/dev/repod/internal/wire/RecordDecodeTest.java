package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repod.InvalidMessageException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;

/** What a peer may send to a record, and what it is told when that does not fit. */
class RecordDecodeTest {
    private enum Team {
        RED_TEAM,
        BLUE
    }

    private record Move(double x, double y) {
        Move {
            if (x < 0 || x > 1000) {
                throw new IllegalArgumentException("position out of bounds");
            }
        }
    }

    private record Player(String name, int score, Move at) {}

    private record Game(
            List<Player> players,
            Map<String, Player> byName,
            Map<Integer, Player> byId,
            @Nullable Player best) {}

    private record All(
            byte b,
            short s,
            int i,
            long l,
            float f,
            double d,
            boolean bool,
            char c,
            String text,
            byte[] bytes,
            Team team,
            Instant time,
            List<Integer> list,
            Set<String> set,
            Map<Integer, String> map,
            int[] array,
            Move move) {}

    // Not private: that their constructors are called, only the binding knows.

    record Silent(int x) {
        Silent {
            if (x >= 0) {
                throw new IllegalArgumentException();
            }
        }
    }

    record Ticket(String text) {
        Ticket {
            UUID.fromString(text);
        }
    }

    record Amount(String text) {
        Amount {
            Long.parseLong(text);
        }
    }

    record Buggy(int x) {
        Buggy {
            if (x == 1) {
                throw new IllegalStateException("oops");
            }
            if (x == 2) {
                throw new StackOverflowError("deep");
            }
            if (x == 3) {
                throw new InvalidMessageException("it is not your turn");
            }
        }
    }

    /** A message with one field, whose value is this MessagePack. */
    private static byte[] message(String field, String valueHex) {
        return Bytes.concat(
                Bytes.hex("82 a6616374696f6e a474657374"),
                Bytes.packed(packer -> packer.packString(field)),
                Bytes.hex(valueHex));
    }

    /** By walking through the fields; by the notes of a scan it must end in the same way. */
    private static Record decode(Class<? extends Record> type, byte[] payload) {
        Object byNotes = outcomeByNotes(type, payload);
        Record record;
        try {
            record = RecordBinding.of(type).decode(Bytes.reader(payload), "test");
        } catch (Throwable thrown) {
            assertThat(byNotes).hasToString(thrown.toString());
            throw thrown;
        }
        assertThat(byNotes).usingRecursiveComparison().isEqualTo(record);
        return record;
    }

    /** The record, or what was thrown. */
    private static Object outcomeByNotes(Class<? extends Record> type, byte[] payload) {
        var scan = new PayloadScan(32);
        scan.notes().ask();
        try {
            scan.scan(payload, 0, payload.length);
            return RecordBinding.of(type).decode(new PackReader().reset(scan), "test");
        } catch (Throwable thrown) {
            return thrown;
        }
    }

    private static InvalidMessageException invalid(Class<? extends Record> type, byte[] payload) {
        InvalidMessageException invalid =
                catchThrowableOfType(InvalidMessageException.class, () -> decode(type, payload));
        assertThat(invalid).as("refusal of " + Bytes.hex(payload)).isNotNull();
        return invalid;
    }

    private static byte[] packed(Bytes.Packing packing) {
        return Bytes.packed(packing);
    }

    private static void move(MessageBufferPacker packer, double x, double y) throws java.io.IOException {
        packer.packMapHeader(2).packString("x").packDouble(x).packString("y").packDouble(y);
    }

    @Test
    void fieldsComeInAnyOrderAmongOthers() {
        byte[] payload = packed(packer -> packer.packMapHeader(6)
                .packString("y")
                .packDouble(2)
                .packString("unknown")
                .packArrayHeader(2)
                .packInt(1)
                .packMapHeader(1)
                .packNil()
                .packNil()
                .packInt(5)
                .packString("a key that is no string")
                .packNil()
                .packNil()
                .packString("action")
                .packString("move")
                .packString("x")
                .packDouble(1));

        assertThat(decode(Move.class, payload)).isEqualTo(new Move(1, 2));
    }

    @Test
    void ofEqualFieldsTheLastCounts() {
        byte[] payload = packed(packer -> packer.packMapHeader(4)
                .packString("x")
                .packString("not even a number")
                .packString("y")
                .packInt(2)
                .packString("x")
                .packInt(3)
                .packString("y")
                .packInt(4));

        assertThat(decode(Move.class, payload)).isEqualTo(new Move(3, 4));
    }

    @Test
    void aNumberMayComeAsAnInteger() {
        byte[] payload = packed(packer -> packer.packMapHeader(2)
                .packString("x")
                .packInt(10)
                .packString("y")
                .packLong(1L << 40));

        assertThat(decode(Move.class, payload)).isEqualTo(new Move(10, 1L << 40));
    }

    @Test
    void aFloatMayComeAsADoubleOrAnInteger() {
        record Speed(float value) {}

        assertThat(decode(Speed.class, message("value", "cb3fb999999999999a"))).isEqualTo(new Speed(0.1f));
        assertThat(decode(Speed.class, message("value", "05"))).isEqualTo(new Speed(5));
    }

    @Test
    void aMissingFieldIsToldByName() {
        InvalidMessageException invalid = invalid(Move.class, message("x", "01"));

        assertThat(invalid).hasMessage("invalid test: y: missing, expected a number");
        assertThat(invalid.action()).isEqualTo("test");
        assertThat(invalid.field()).isEqualTo("y");
        assertThat(invalid.expected()).isEqualTo("a number");
        assertThat(invalid.found()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b|an integer",
                "s|an integer",
                "i|an integer",
                "l|an integer",
                "f|a number",
                "d|a number",
                "bool|a boolean",
                "c|a string of one character",
                "text|a string",
                "bytes|bytes",
                "team|one of red_team, blue",
                "time|a timestamp",
                "list|a list",
                "set|a list",
                "map|a map",
                "array|a list",
                "move|a map",
            })
    void eachComponentSaysWhatItExpects(String field, String expected) {
        byte[] all = packed(packer -> {
            packer.packMapHeader(17);
            for (String name : List.of("b", "s", "i", "l", "f", "d")) {
                packer.packString(name).packInt(1);
            }
            packer.packString("bool")
                    .packBoolean(true)
                    .packString("c")
                    .packString("c")
                    .packString("text")
                    .packString("t");
            packer.packString("bytes")
                    .packBinaryHeader(1)
                    .addPayload(new byte[1])
                    .packString("team")
                    .packString("blue");
            packer.packString("time")
                    .packTimestamp(Instant.EPOCH)
                    .packString("list")
                    .packArrayHeader(0);
            packer.packString("set").packArrayHeader(0).packString("map").packMapHeader(0);
            packer.packString("array").packArrayHeader(0).packString("move");
            move(packer, 1, 2);
        });
        assertThat(decode(All.class, all)).isNotNull();
        byte[] withNil = replaced(all, field, Bytes.hex("c0"));
        byte[] without = replaced(all, field, null);

        assertThat(invalid(All.class, withNil).getMessage())
                .isEqualTo("invalid test: " + field + ": expected " + expected + ", found nil");
        assertThat(invalid(All.class, without).getMessage())
                .isEqualTo("invalid test: " + field + ": missing, expected " + expected);
    }

    /** The same map with another value in one field, or without the field. */
    private static byte[] replaced(byte[] map, String field, byte @Nullable [] value) {
        PackReader reader = Bytes.reader(map);
        int entries = reader.readMapHeader();
        var writer = new PackWriter();
        writer.writeMapHeader(value == null ? entries - 1 : entries);
        for (int i = 0; i < entries; i++) {
            String key = reader.readString();
            int from = reader.position();
            reader.skip();
            if (!key.equals(field)) {
                writer.writeString(key);
                writer.writeRaw(reader.array(), from, reader.position());
            } else if (value != null) {
                writer.writeString(key);
                writer.writeRaw(value, 0, value.length);
            }
        }
        return writer.toByteArray();
    }

    private record Numbers(Optional<Byte> b, Optional<Short> s, Optional<Integer> i, Optional<Long> l) {}

    private record Ints(int i) {}

    @ParameterizedTest
    @CsvSource({
        "b, cc80, a byte",
        "s, cd8000, a short",
        "i, ce80000000, an int",
        "l, cf8000000000000000, a long",
        "b, d1ff7f, a byte",
        "s, d2ffff7fff, a short",
        "i, d3ffffffff7fffffff, an int",
    })
    void anIntegerThatDoesNotFitIsToldWithoutItsValue(String field, String hex, String words) {
        assertThat(invalid(Numbers.class, message(field, hex)))
                .hasMessage("invalid test: " + field + ": expected an integer that fits " + words
                        + ", found an integer out of range");
    }

    @ParameterizedTest
    @CsvSource({
        "c0, nil",
        "c3, a boolean",
        "cb4014000000000000, a float",
        "ca40a00000, a float",
        "a135, a string",
        "c40105, bytes",
        "9105, a list",
        "80, a map",
        "d40105, an extension value",
        "d6ff00000005, a timestamp",
    })
    void whatIsNoIntegerIsToldByItsType(String hex, String found) {
        InvalidMessageException invalid = invalid(Ints.class, message("i", hex));

        assertThat(invalid).hasMessage("invalid test: i: expected an integer, found " + found);
    }

    @Test
    void aStringIsNoBytesAndBytesAreNoString() {
        record Blob(byte[] bytes) {}
        record Text(String text) {}

        assertThat(invalid(Blob.class, message("bytes", "a161")).found()).isEqualTo("a string");
        assertThat(invalid(Text.class, message("text", "c40161")).found()).isEqualTo("bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "a5677265656e, another string",
        "a0, another string",
        "a85245445f5445414d, another string",
        "01, an integer"
    })
    void aConstantThatIsNoneIsToldTheOnesThatAre(String hex, String found) {
        record Join(Team team) {}

        assertThat(invalid(Join.class, message("team", hex)))
                .hasMessage("invalid test: team: expected one of red_team, blue, found " + found);
    }

    @Test
    void aConstantIsKnownByItsWireName() {
        record Join(Team team) {}

        assertThat(decode(Join.class, message("team", "a87265645f7465616d"))).isEqualTo(new Join(Team.RED_TEAM));
    }

    private static byte[] game(Bytes.Packing byName, Bytes.Packing byId, Bytes.Packing players) {
        return packed(packer -> {
            packer.packMapHeader(3).packString("players");
            players.pack(packer);
            packer.packString("by_name");
            byName.pack(packer);
            packer.packString("by_id");
            byId.pack(packer);
        });
    }

    private static void player(MessageBufferPacker packer, boolean hasName, double x) throws java.io.IOException {
        packer.packMapHeader(3).packString("score").packInt(1).packString("name");
        if (hasName) {
            packer.packString("Ann");
        } else {
            packer.packInt(5);
        }
        packer.packString("at");
        move(packer, x, 1);
    }

    private static void nothing(MessageBufferPacker packer) throws java.io.IOException {
        packer.packMapHeader(0);
    }

    @Test
    void aMistakeDeepInsideIsToldWithItsWholePath() {
        byte[] inList = game(RecordDecodeTest::nothing, RecordDecodeTest::nothing, packer -> {
            packer.packArrayHeader(3);
            player(packer, true, 1);
            player(packer, true, 1);
            player(packer, false, 1);
        });

        assertThat(invalid(Game.class, inList))
                .hasMessage("invalid test: players[2].name: expected a string, found an integer");
    }

    @Test
    void aMistakeInAMapIsToldWithItsKey() {
        byte[] byName = game(
                packer -> {
                    packer.packMapHeader(1).packString("Ann");
                    player(packer, false, 1);
                },
                RecordDecodeTest::nothing,
                packer -> packer.packArrayHeader(0));
        byte[] byId = game(
                RecordDecodeTest::nothing,
                packer -> {
                    packer.packMapHeader(1).packInt(-7);
                    player(packer, false, 1);
                },
                packer -> packer.packArrayHeader(0));

        assertThat(invalid(Game.class, byName).field()).isEqualTo("by_name[?].name");
        assertThat(invalid(Game.class, byId).field()).isEqualTo("by_id[-7].name");
    }

    @ParameterizedTest
    @CsvSource({"Ann", "'a\nb'", "'a b'", "'<script>'", "''", "'größe'", "'a.b'", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aKeyThatIsATextIsNotRepeatedToAnyone(String key) {
        byte[] payload = game(
                packer -> {
                    packer.packMapHeader(1).packString(key);
                    player(packer, false, 1);
                },
                RecordDecodeTest::nothing,
                packer -> packer.packArrayHeader(0));

        assertThat(invalid(Game.class, payload).field()).isEqualTo("by_name[?].name");
    }

    @Test
    void aKeyThatDoesNotFitIsToldAsAKey() {
        byte[] payload = game(
                RecordDecodeTest::nothing,
                packer -> packer.packMapHeader(1).packString("x").packNil(),
                packer -> packer.packArrayHeader(0));

        assertThat(invalid(Game.class, payload))
                .hasMessage("invalid test: by_id: expected an integer as a key, found a string");
    }

    @ParameterizedTest
    @CsvSource({
        "list, 9201c0, list[1], an integer", "set, 91c0, set[0], a string", "map, 8101c0, map[1], a string",
        "names, 91c0, names[0], a string", "ints, 9201c0, ints[1], an integer", "points, 91c0, points[0], a map",
        "map, 81c0a161, map, an integer as a key",
    })
    void nilIsNoElementUnlessTheTypeSaysSo(String field, String hex, String path, String expected) {
        record Elements(
                Optional<List<Integer>> list,
                Optional<Set<String>> set,
                Optional<Map<Integer, String>> map,
                Optional<String[]> names,
                Optional<int[]> ints,
                Optional<List<Move>> points) {}
        InvalidMessageException invalid = invalid(Elements.class, message(field, hex));

        assertThat(invalid).hasMessage("invalid test: " + path + ": expected " + expected + ", found nil");
    }

    @ParameterizedTest
    @CsvSource({
        "ints, 92 01 cb3ff0000000000000, ints[1], an integer, a float",
        "doubles, 92 01 a161, doubles[1], a number, a string",
        "shorts, 91 cd8000, shorts[0], an integer that fits a short, an integer out of range",
        "chars, 91 a26162, chars[0], a string of one character, another string",
        "booleans, 91 01, booleans[0], a boolean, an integer",
        "grid, 92 90 91 a161, grid[1][0], an integer, a string",
    })
    void anElementOfAnArrayIsToldByItsIndex(String field, String hex, String path, String expected, String found) {
        record Elements(
                Optional<int[]> ints,
                Optional<double[]> doubles,
                Optional<short[]> shorts,
                Optional<char[]> chars,
                Optional<boolean[]> booleans,
                Optional<int[][]> grid) {}

        assertThat(invalid(Elements.class, message(field, hex)))
                .hasMessage("invalid test: " + path + ": expected " + expected + ", found " + found);
    }

    @Test
    void whatTheConstructorRefusesIsToldInItsOwnWords() {
        byte[] payload = packed(packer -> move(packer, 2000, 1));

        InvalidMessageException invalid = invalid(Move.class, payload);

        assertThat(invalid.reason()).isEqualTo("position out of bounds");
        assertThat(invalid).hasMessage("invalid test: position out of bounds");
        assertThat(invalid.action()).isEqualTo("test");
        assertThat(invalid).hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatANestedConstructorRefusesIsToldInItsOwnWordsToo() {
        byte[] payload = game(RecordDecodeTest::nothing, RecordDecodeTest::nothing, packer -> {
            packer.packArrayHeader(1);
            player(packer, true, -1);
        });

        assertThat(invalid(Game.class, payload)).hasMessage("invalid test: position out of bounds");
    }

    @Test
    void aRefusalWithoutWordsGetsSome() {

        assertThat(invalid(Silent.class, message("x", "01")).reason()).isEqualTo("the values were rejected");
    }

    @ParameterizedTest
    @ValueSource(classes = {Ticket.class, Amount.class})
    void whatTheJdkRefusesIsNotToldBecauseItsWordsHoldTheValue(Class<? extends Record> type) {
        InvalidMessageException invalid = invalid(type, message("text", "a768756e74657232"));

        assertThat(invalid).hasMessage("invalid test: the values were rejected");
        assertThat(invalid).cause().hasMessageContaining("hunter2");
    }

    @Test
    void anyOtherExceptionOfAConstructorComesThrough() {
        record Outer(Buggy inner) {}

        assertThatThrownBy(() -> decode(Buggy.class, message("x", "01")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("oops");
        assertThatThrownBy(() -> decode(Outer.class, message("inner", "81a17801")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decode(Buggy.class, message("x", "02"))).isInstanceOf(StackOverflowError.class);
        assertThatThrownBy(() -> decode(Buggy.class, message("x", "03")))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessage("it is not your turn");
    }

    @Test
    void aReaderCanBeUsedAgainAfterAMistake() {
        PackReader reader = Bytes.reader(message("x", "a161"));
        RecordBinding binding = RecordBinding.of(Move.class);
        for (int i = 0; i < 100; i++) {
            byte[] bad = message("x", "a161");
            reader.reset(bad, 0, bad.length);
            assertThatThrownBy(() -> binding.decode(reader, "test")).isInstanceOf(InvalidMessageException.class);
        }
        byte[] good = packed(packer -> move(packer, 1, 2));
        reader.reset(good, 0, good.length);

        assertThat(binding.decode(reader, "test")).isEqualTo(new Move(1, 2));
    }

    @Test
    void theSlotsOfRecordsInRecordsAreKeptApart() {
        record Deep(int a, Optional<Deep> next, int b) {}
        Deep deep = new Deep(0, Optional.empty(), 0);
        for (int i = 1; i < 30; i++) {
            deep = new Deep(i, Optional.of(deep), -i);
        }
        Deep written = deep;
        byte[] payload = Bytes.written(writer -> RecordBinding.of(Deep.class).encode(written, writer));

        assertThat(decode(Deep.class, payload)).isEqualTo(deep);
    }

    @Test
    void aPayloadThatIsNoMapIsTold() {
        assertThat(invalid(Move.class, Bytes.hex("01")))
                .hasMessage("invalid test: message: expected a map, found an integer");
    }

    @Test
    void manyUnknownFieldsAreSkippedInLinearTime() {
        var writer = new PackWriter();
        writer.writeMapHeader(200_002);
        for (int i = 0; i < 200_000; i++) {
            writer.writeString("x" + i % 10);
            writer.writeNil();
        }
        writer.writeString("x");
        writer.writeLong(1);
        writer.writeString("y");
        writer.writeLong(2);

        assertThat(decode(Move.class, writer.toByteArray())).isEqualTo(new Move(1, 2));
    }
}
