package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.Ext;
import dev.repod.Name;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What records look like on the wire, and that they come back from there. */
class RecordBindingTest {
    enum Team {
        RED_TEAM,
        blueTeam {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }

    private record Primitives(byte b, short s, int i, long l, float f, double d, boolean bool, char c) {}

    private record Boxes(Byte b, Short s, Integer i, Long l, Float f, Double d, Boolean bool, Character c) {}

    private record Scalars(String text, byte[] bytes, Team team, Instant time, Object any) {}

    private record Point(int x, int y) {}

    private record Shape(List<Point> points, Set<String> tags, Map<Integer, Point> named, Point[] corners) {}

    private record Arrays2D(
            int[] ints,
            long[] longs,
            short[] shorts,
            float[] floats,
            double[] doubles,
            boolean[] booleans,
            char[] chars,
            int[][] grid,
            String[] names,
            byte[][] blobs,
            List<String>[] lists) {}

    private record Maybe(Optional<String> text, Optional<Point> point, Optional<List<Integer>> list, int last) {}

    private record Tree(String name, List<Tree> children) {}

    private record Ping() {}

    private record Wild(
            List<? extends Point> points, List<?> any, Map<String, ? extends Team> teams, Set<? super Point> up) {}

    @SuppressWarnings("rawtypes") // what a raw type means is what is tested
    private record Raw(List list, Map map, Optional optional) {}

    private record Nulls(
            @Nullable String text,
            List<@Nullable String> list,
            Map<String, @Nullable Point> map,
            String @Nullable [] array,
            @Nullable Integer boxed) {}

    @Name("pos")
    private record Position(@Name("px") double x, double y) {}

    private static String hex(Record record) {
        return Bytes.hex(encoded(record));
    }

    private static byte[] encoded(Record record) {
        return Bytes.written(writer -> RecordBinding.of(record.getClass()).encode(record, writer));
    }

    /** By way of the scan, as everything that comes from a peer. */
    @SuppressWarnings("unchecked") // a binding makes records of its own class
    private static <R extends Record> R decoded(Class<R> type, byte[] payload) {
        assertThat(new PayloadScan(32).scan(payload, 0, payload.length)).isEqualTo(PayloadScan.Kind.MESSAGE);
        PackReader reader = Bytes.reader(payload);
        R record = (R) RecordBinding.of(type).decode(reader, "test");
        assertThat(reader.isAtEnd()).isTrue();
        return record;
    }

    @SuppressWarnings("unchecked") // the class of a record is its class
    private static <R extends Record> R roundTrip(R record) {
        return decoded((Class<R>) record.getClass(), encoded(record));
    }

    private static Object values(Record record) {
        return Objects.requireNonNull(Values.read(Bytes.reader(encoded(record))));
    }

    @Test
    void aRecordIsAMapWithItsActionFirst() {
        assertThat(hex(new Point(1, 200)))
                .isEqualTo("83" + "a6616374696f6e" + "a5706f696e74" + "a178" + "01" + "a179" + "ccc8");
        assertThat(RecordBinding.of(Point.class).action()).isEqualTo("point");
        assertThat(RecordBinding.of(Point.class).type()).isEqualTo(Point.class);
    }

    @Test
    void aBindingIsMadeOnce() {
        assertThat(RecordBinding.of(Point.class)).isSameAs(RecordBinding.of(Point.class));
    }

    @Test
    void namesAreSnakeCaseUnlessTheyAreGiven() {
        record PlayerJoined(int playerId, String HTTPName) {}

        assertThat(values(new PlayerJoined(1, "a")))
                .isEqualTo(Map.of("action", "player_joined", "player_id", 1L, "http_name", "a"));
        assertThat(values(new Position(1, 2))).isEqualTo(Map.of("action", "pos", "px", 1.0, "y", 2.0));
        assertThat(roundTrip(new Position(1, 2))).isEqualTo(new Position(1, 2));
    }

    @Test
    void primitivesComeBack() {
        var one = new Primitives((byte) -1, (short) 300, -70_000, 1L << 40, 1.5f, 0.1, true, '€');
        var extreme = new Primitives(
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.MIN_VALUE,
                Double.MAX_VALUE,
                false,
                '\0');

        assertThat(roundTrip(one)).isEqualTo(one);
        assertThat(roundTrip(extreme)).isEqualTo(extreme);
    }

    @Test
    void primitivesHaveTheirFormsOnTheWire() {
        assertThat(values(new Primitives((byte) 1, (short) 2, 3, 4, 1.5f, 2.5, true, 'c')))
                .isEqualTo(Map.of(
                        "action",
                        "primitives",
                        "b",
                        1L,
                        "s",
                        2L,
                        "i",
                        3L,
                        "l",
                        4L,
                        "f",
                        1.5f,
                        "d",
                        2.5,
                        "bool",
                        true,
                        "c",
                        "c"));
    }

    @Test
    void specialFloatsAreOrdinaryNumbers() {
        record Floats(double d, float f) {}

        assertThat(roundTrip(new Floats(Double.NaN, Float.NEGATIVE_INFINITY)))
                .isEqualTo(new Floats(Double.NaN, Float.NEGATIVE_INFINITY));
        assertThat(roundTrip(new Floats(-0.0, Float.NaN))).isEqualTo(new Floats(-0.0, Float.NaN));
    }

    @Test
    void boxesComeBack() {
        var boxes = new Boxes((byte) 1, (short) 2, 3, 4L, 1.5f, 2.5, true, 'c');

        assertThat(roundTrip(boxes)).isEqualTo(boxes);
    }

    @Test
    @SuppressWarnings("NullAway") // a game without nullness annotations
    void aBoxMayBeNull() {
        var nothing = new Boxes(null, null, null, null, null, null, null, null);

        assertThat(hex(nothing)).contains("c0");
        assertThat(roundTrip(nothing)).isEqualTo(nothing);
    }

    @Test
    void scalarsComeBack() {
        var scalars = new Scalars("größe 😀", new byte[] {1, 2}, Team.blueTeam, Instant.ofEpochSecond(5, 7), 42L);

        Scalars back = roundTrip(scalars);

        assertThat(back).usingRecursiveComparison().isEqualTo(scalars);
        assertThat(((Map<?, ?>) values(scalars)).get("team")).isEqualTo("blue_team");
        assertThat(((Map<?, ?>) values(scalars)).get("time")).isEqualTo(Instant.ofEpochSecond(5, 7));
    }

    @Test
    void containersComeBack() {
        Map<Integer, Point> named = new LinkedHashMap<>();
        named.put(7, new Point(5, 6));
        named.put(-1, new Point(7, 8));
        var shape = new Shape(
                List.of(new Point(1, 2), new Point(3, 4)), new LinkedHashSet<>(List.of("b", "a")), named, new Point[] {
                    new Point(9, 9)
                });

        Shape back = roundTrip(shape);

        assertThat(back.points()).isEqualTo(shape.points());
        assertThat(back.corners()).isEqualTo(shape.corners());
        assertThat(back.named()).isEqualTo(named);
        assertThat(new ArrayList<>(back.tags())).containsExactly("b", "a");
        assertThat(new ArrayList<>(back.named().keySet())).containsExactly(7, -1);
    }

    @Test
    void nestedRecordsHaveNoAction() {
        var shape = new Shape(List.of(new Point(1, 2)), Set.of(), Map.of(), new Point[0]);

        assertThat(((Map<?, ?>) values(shape)).get("points")).isEqualTo(List.of(Map.of("x", 1L, "y", 2L)));
    }

    @Test
    void aNestedRecordMayHaveAnActionThatIsSkipped() {
        byte[] payload = Bytes.hex("82 a6616374696f6e a16c a5706f696e74 83 a6616374696f6e a178 a178 01 a179 02");
        record Line(Point point) {}

        assertThat(decoded(Line.class, payload)).isEqualTo(new Line(new Point(1, 2)));
    }

    @Test
    void whatIsReadCannotBeChanged() {
        Shape back =
                roundTrip(new Shape(List.of(new Point(1, 2)), Set.of("a"), Map.of(1, new Point(1, 1)), new Point[0]));

        assertThatThrownBy(() -> back.points().remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> back.tags().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> back.named().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalElementsOfASetFallTogether() {
        record Tags(Set<Integer> tags) {}
        byte[] payload = Bytes.hex("82 a6616374696f6e a474616773 a474616773 93 01 01 cd0001");

        assertThat(decoded(Tags.class, payload)).isEqualTo(new Tags(Set.of(1)));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // there is no other way to an array of lists
    void arraysComeBack() {
        var arrays = new Arrays2D(
                new int[] {1, -1},
                new long[] {1L << 40},
                new short[] {300},
                new float[] {1.5f},
                new double[] {2.5},
                new boolean[] {true, false},
                new char[] {'a', '€'},
                new int[][] {{1}, {}},
                new String[] {"a", ""},
                new byte[][] {{1}, {}},
                new List[] {List.of("a"), List.of()});

        Arrays2D back = roundTrip(arrays);

        assertThat(back).usingRecursiveComparison().isEqualTo(arrays);
        assertThat(back.grid()[0]).containsExactly(1);
        assertThat(((Map<?, ?>) values(arrays)).get("blobs"))
                .usingRecursiveComparison()
                .isEqualTo(List.of(new byte[] {1}, new byte[0]));
    }

    @Test
    void anEmptyOptionalIsAnAbsentField() {
        var none = new Maybe(Optional.empty(), Optional.empty(), Optional.empty(), 1);
        var all = new Maybe(Optional.of("a"), Optional.of(new Point(1, 2)), Optional.of(List.of(1)), 1);

        assertThat(values(none)).isEqualTo(Map.of("action", "maybe", "last", 1L));
        assertThat(hex(none)).startsWith("82a6");
        assertThat(hex(all)).startsWith("85a6");
        assertThat(roundTrip(none)).isEqualTo(none);
        assertThat(roundTrip(all)).isEqualTo(all);
    }

    @Test
    void anOptionalInsideAnotherRecordIsAbsentToo() {
        record Outer(Maybe maybe, List<Maybe> more) {}
        var none = new Maybe(Optional.empty(), Optional.empty(), Optional.empty(), 1);
        var one = new Maybe(Optional.of("a"), Optional.empty(), Optional.empty(), 2);

        assertThat(roundTrip(new Outer(none, List.of(one, none)))).isEqualTo(new Outer(none, List.of(one, none)));
        assertThat(((Map<?, ?>) values(new Outer(none, List.of()))).get("maybe"))
                .isEqualTo(Map.of("last", 1L));
    }

    @Test
    void nilIsAnEmptyOptional() {
        record Note(Optional<String> text) {}
        byte[] payload = Bytes.hex("82 a6616374696f6e a46e6f7465 a474657874 c0");

        assertThat(decoded(Note.class, payload)).isEqualTo(new Note(Optional.empty()));
    }

    @Test
    void anOptionalInAListIsNil() {
        record Notes(List<Optional<String>> notes) {}
        var notes = new Notes(List.of(Optional.of("a"), Optional.empty()));

        assertThat(((Map<?, ?>) values(notes)).get("notes")).isEqualTo(Arrays.asList("a", null));
        assertThat(roundTrip(notes)).isEqualTo(notes);
    }

    @Test
    void manyOptionalsBecomeAHeaderThatIsFilledInAfterwards() {
        record Many(
                Optional<Integer> a,
                Optional<Integer> b,
                Optional<Integer> c,
                Optional<Integer> d,
                Optional<Integer> e,
                Optional<Integer> f,
                Optional<Integer> g,
                Optional<Integer> h,
                Optional<Integer> i,
                Optional<Integer> j,
                Optional<Integer> k,
                Optional<Integer> l,
                Optional<Integer> m,
                Optional<Integer> n,
                Optional<Integer> o,
                Optional<Integer> p) {}
        Optional<Integer> no = Optional.empty();
        var many = new Many(no, no, no, no, no, no, no, Optional.of(8), no, no, no, no, no, no, no, no);

        assertThat(values(many)).isEqualTo(Map.of("action", "many", "h", 8L));
        assertThat(roundTrip(many)).isEqualTo(many);
    }

    @Test
    void aRecordMayHoldItself() {
        var tree = new Tree(
                "root", List.of(new Tree("left", List.of()), new Tree("right", List.of(new Tree("leaf", List.of())))));

        assertThat(roundTrip(tree)).isEqualTo(tree);
    }

    @Test
    void recordsMayHoldEachOther() {
        record Egg(List<Object> hens) {}
        assertThat(RecordBinding.of(Hen.class)).isNotNull();
        var hen = new Hen(List.of(new Chick(Optional.of(new Hen(List.of())))));

        assertThat(roundTrip(hen)).isEqualTo(hen);
        assertThat(roundTrip(new Egg(List.of(1L)))).isEqualTo(new Egg(List.of(1L)));
    }

    private record Hen(List<Chick> chicks) {}

    private record Chick(Optional<Hen> mother) {}

    @Test
    void aRecordWithoutComponentsIsItsActionAlone() {
        assertThat(hex(new Ping())).isEqualTo("81a6616374696f6ea470696e67");
        assertThat(roundTrip(new Ping())).isEqualTo(new Ping());
    }

    @Test
    void wildcardsStandForTheirUpperBounds() {
        var wild = new Wild(List.of(new Point(1, 2)), List.of("a", 1L), Map.of("a", Team.RED_TEAM), Set.of("x"));

        assertThat(roundTrip(wild)).isEqualTo(wild);
    }

    @Test
    void aRawTypeHoldsAnything() {
        var raw = new Raw(List.of("a", 1L), Map.of(1L, "b"), Optional.of(2L));

        assertThat(roundTrip(raw)).isEqualTo(raw);
    }

    @Test
    void nullsComeBackWhereTheyAreAllowed() {
        Map<String, @Nullable Point> map = new LinkedHashMap<>();
        map.put("a", null);
        map.put("b", new Point(1, 2));
        var nulls = new Nulls(null, Arrays.asList("a", null), map, null, null);

        assertThat(roundTrip(nulls)).isEqualTo(nulls);
    }

    @Test
    void whatIsNullableMayBeMissing() {
        record Note(@Nullable String text, @Nullable Integer number, String @Nullable [] array) {}

        Note note = decoded(Note.class, Bytes.hex("81 a6616374696f6e a46e6f7465"));

        assertThat(note).isEqualTo(new Note(null, null, null));
    }

    /** Somebody else's annotations of that name, which stand at the declaration and not at the type. */
    static final class Theirs {
        @Retention(RetentionPolicy.RUNTIME)
        @Target(ElementType.RECORD_COMPONENT)
        @interface Nullable {}
    }

    static final class Others {
        @Retention(RetentionPolicy.RUNTIME)
        @Target(ElementType.METHOD)
        @interface Nullable {}
    }

    @Test
    @SuppressWarnings("NullAway") // it does not know these annotations
    void anyAnnotationOfThatNameMakesAComponentNullable() {
        record Note(
                @Theirs.Nullable String theirs,
                @Others.Nullable String others) {}

        Note note = decoded(Note.class, Bytes.hex("81 a6616374696f6e a46e6f7465"));

        assertThat(note).isEqualTo(new Note(null, null));
        assertThat(roundTrip(note)).isEqualTo(note);
    }

    @Test
    void anObjectIsWhateverItIs() {
        record Any(Object value, Map<Object, Object> map, Object[] array) {}
        Object value = List.of(1L, "a", Map.of("x", 1.5f), new Ext(1, new byte[1]), Optional.empty());
        Any back = roundTrip(new Any(value, Map.of(1L, List.of(), "b", 2L), new Object[] {1L, BigInteger.TWO.pow(63)}));

        assertThat(back.value()).isEqualTo(Arrays.asList(1L, "a", Map.of("x", 1.5f), new Ext(1, new byte[1]), null));
        assertThat(back.map()).isEqualTo(Map.of(1L, List.of(), "b", 2L));
        assertThat(back.array()).containsExactly(1L, BigInteger.TWO.pow(63));
    }

    @Test
    @SuppressWarnings("NullAway") // an Object may be nil on the wire, whatever the game's annotations say
    void anObjectMayBeNil() {
        record Any(Object value) {}

        assertThat(roundTrip(new Any(null))).isEqualTo(new Any(null));
    }

    @Test
    void anEmptyOptionalInAnObjectIsNil() {
        record Any(Object value) {}

        assertThat(values(new Any(Optional.empty())))
                .isEqualTo(Values.read(Bytes.reader(Bytes.hex("82 a6616374696f6e a3616e79 a576616c7565 c0"))));
    }

    @Test
    void theDepthOfARecordIsCounted() {
        var writer = new PackWriter();
        RecordBinding.of(Tree.class).encode(new Tree("a", List.of(new Tree("b", List.of()))), writer);

        // Two maps and the lists in them.
        assertThat(writer.depth()).isEqualTo(4);
        assertThat(writer.nesting()).isZero();
        byte[] bytes = writer.toByteArray();
        var scan = new PayloadScan(32);
        scan.scan(bytes, 0, bytes.length);
        assertThat(scan.depth()).isEqualTo(4);
    }

    @Test
    void aRecordOfManyComponentsComesBack() {
        record Wide(
                double a,
                double b,
                double c,
                double d,
                double e,
                double f,
                double g,
                double h,
                double i,
                double j,
                double k,
                double l,
                double m,
                double n,
                double o,
                double p,
                double q,
                double r,
                double s,
                double t,
                double u,
                double v,
                double w,
                double x,
                double y,
                double z,
                long a1,
                long b1,
                long c1,
                long d1,
                long e1,
                long f1,
                long g1) {}
        var wide = new Wide(
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30, 31, 32, 33);

        assertThat(roundTrip(wide)).isEqualTo(wide);
        assertThat(hex(wide)).startsWith("de0022");
    }

    @Test
    void bindingsWorkHoweverOftenTheyAreUsed() {
        // Beyond the numbers of calls at which the JVM specializes handles and compiles.
        for (int i = 0; i < 20_000; i++) {
            var point = new Point(i, -i);
            if (!roundTripQuickly(point).equals(point)) {
                throw new AssertionError("lost " + point);
            }
        }
    }

    private static Record roundTripQuickly(Point point) {
        RecordBinding binding = RecordBinding.of(Point.class);
        return binding.decode(Bytes.reader(encoded(point)), "point");
    }
}
