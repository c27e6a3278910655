package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.Ext;
import dev.repod.Limits;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private enum Team {
        RED_TEAM,
        blueTeam {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }

    private record Weapon(String name, int ammoLeft) {}

    private static String written(@Nullable Object value) {
        return Bytes.hex(Bytes.written(writer -> Values.write(writer, value, "state")));
    }

    private static @Nullable Object read(String hex) {
        PackReader reader = Bytes.reader(Bytes.hex(hex));
        Object value = Values.read(reader);
        assertThat(reader.isAtEnd()).isTrue();
        return value;
    }

    private static @Nullable Object roundTrip(@Nullable Object value) {
        return read(written(value));
    }

    private static void assertRefused(@Nullable Object value, String message) {
        assertThatThrownBy(() -> written(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void readsEachKindAsOneJavaType() {
        assertThat(read("c0")).isNull();
        assertThat(read("c3")).isEqualTo(true);
        assertThat(read("05")).isEqualTo(5L);
        assertThat(read("cf8000000000000000")).isEqualTo(BigInteger.TWO.pow(63));
        assertThat(read("ca3fc00000")).isEqualTo(1.5f);
        assertThat(read("cb3ff8000000000000")).isEqualTo(1.5);
        assertThat(read("a161")).isEqualTo("a");
        assertThat(read("a1ff")).isEqualTo("\ufffd");
        assertThat(read("c4020102")).isEqualTo(new byte[] {1, 2});
        assertThat(read("d6ff00000001")).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(read("d40501")).isEqualTo(new Ext(5, new byte[] {1}));
        assertThat(read("d4ff01")).isEqualTo(new Ext(-1, new byte[] {1}));
        assertThat(read("d4fe01")).isEqualTo(new Ext(-2, new byte[] {1}));
        assertThat(read("93 01 c0 9102")).isEqualTo(Arrays.asList(1L, null, List.of(2L)));
        assertThat(read("81 a178 8101c0")).isEqualTo(Map.of("x", Collections.singletonMap(1L, null)));
    }

    @Test
    void whatIsReadCannotBeChanged() {
        List<?> list = (List<?>) Objects.requireNonNull(read("9101"));
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(read("810102"));

        assertThatThrownBy(() -> list.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aMapKeepsTheOrderOfTheBytes() {
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(read("84 a17a01 a16102 0503 c004"));

        assertThat(new ArrayList<Object>(map.keySet())).isEqualTo(Arrays.asList("z", "a", 5L, null));
    }

    @Test
    void ofEqualKeysTheLastCounts() {
        assertThat(read("82 a17801 a17802")).isEqualTo(Map.of("x", 2L));
        assertThat(read("82 0501 cd000502")).isEqualTo(Map.of(5L, 2L));
    }

    @Test
    void bytesThatAreAKeyCanBeFoundAgain() {
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(read("81 c4020102 05"));

        assertThat(map.get(ByteBuffer.wrap(new byte[] {1, 2}))).isEqualTo(5L);
        assertThat(((ByteBuffer) map.keySet().iterator().next()).isReadOnly()).isTrue();
    }

    @Test
    void readingEndsWhereNoLimitCouldAllowMore() {
        assertThat(read("91".repeat(Limits.DEEPEST_NESTING - 1) + "90")).isNotNull();
        assertThatThrownBy(() -> read("91".repeat(100_000) + "90")).isInstanceOf(BrokenPeerException.class);
        assertThatThrownBy(() -> read("8101".repeat(100_000) + "90")).isInstanceOf(BrokenPeerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dd7fffffff", "df7fffffff", "ddffffffff", "9f01"})
    void aCountThatIsNotTrueMakesNoRoom(String hex) {
        long before = Allocation.ofThisThread();

        assertThatThrownBy(() -> read(hex)).isInstanceOf(BrokenPeerException.class);

        assertThat(Allocation.ofThisThread() - before).isLessThan(1_000_000);
    }

    @Test
    void writesEachScalar() {
        assertThat(written(null)).isEqualTo("c0");
        assertThat(written(true)).isEqualTo("c3");
        assertThat(written((byte) -1)).isEqualTo("ff");
        assertThat(written((short) 300)).isEqualTo("cd012c");
        assertThat(written(5)).isEqualTo("05");
        assertThat(written(1L << 40)).isEqualTo("cf0000010000000000");
        assertThat(written(BigInteger.TWO.pow(63))).isEqualTo("cf8000000000000000");
        assertThat(written(BigInteger.TEN)).isEqualTo("0a");
        assertThat(written(1.5f)).isEqualTo("ca3fc00000");
        assertThat(written(1.5)).isEqualTo("cb3ff8000000000000");
        assertThat(written('c')).isEqualTo("a163");
        assertThat(written("text")).isEqualTo("a474657874");
        assertThat(written(CharBuffer.wrap("text"))).isEqualTo("a474657874");
        assertThat(written(new byte[] {1})).isEqualTo("c40101");
        assertThat(written(Team.RED_TEAM)).isEqualTo("a87265645f7465616d");
        assertThat(written(Team.blueTeam)).isEqualTo("a9626c75655f7465616d");
        assertThat(written(Instant.EPOCH)).isEqualTo("d6ff00000000");
        assertThat(written(new Ext(7, new byte[] {1}))).isEqualTo("d40701");
    }

    @Test
    void aBufferIsWrittenFromItsPositionAndStaysThere() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 2);

        assertThat(written(buffer)).isEqualTo("c4020102");
        assertThat(written(buffer.asReadOnlyBuffer())).isEqualTo("c4020102");
        assertThat(written(ByteBuffer.allocateDirect(2))).isEqualTo("c4020000");
        assertThat(buffer.remaining()).isEqualTo(2);
    }

    @Test
    void writesEachContainer() {
        assertThat(written(List.of(1, "a"))).isEqualTo("9201a161");
        assertThat(written(new LinkedHashSet<>(List.of(1, 2)))).isEqualTo("920102");
        assertThat(written(new ArrayDeque<>(List.of(1)))).isEqualTo("9101");
        assertThat(written(new Object[] {1, null})).isEqualTo("9201c0");
        assertThat(written(new String[] {"a"})).isEqualTo("91a161");
        assertThat(written(new int[][] {{1}, {}})).isEqualTo("92910190");
        assertThat(written(Map.of("a", List.of()))).isEqualTo("81a16190");
        assertThat(written(Collections.singletonMap(null, null))).isEqualTo("81c0c0");
        assertThat(written(Optional.of(5))).isEqualTo("05");
        assertThat(written(Optional.empty())).isEqualTo("c0");
        assertThat(written(new Weapon("axe", 3))).isEqualTo("82a46e616d65a3617865a9616d6d6f5f6c65667403");
    }

    @Test
    void writesArraysOfPrimitives() {
        assertThat(written(new int[] {1, -1})).isEqualTo("9201ff");
        assertThat(written(new long[] {1L << 40})).isEqualTo("91cf0000010000000000");
        assertThat(written(new short[] {300})).isEqualTo("91cd012c");
        assertThat(written(new boolean[] {true, false})).isEqualTo("92c3c2");
        assertThat(written(new char[] {'a', '€'})).isEqualTo("92a161a3e282ac");
        assertThat(written(new float[] {1.5f})).isEqualTo("91ca3fc00000");
        assertThat(written(new double[] {1.5})).isEqualTo("91cb3ff8000000000000");
        assertThat(written(new int[0])).isEqualTo("90");
    }

    @Test
    void keysMayBeAnyScalar() {
        Map<@Nullable Object, Object> map = new LinkedHashMap<>();
        for (Object key :
                new Object[] {"a", 1, 2L, 1.5, true, 'c', Team.RED_TEAM, Instant.EPOCH, new Ext(1, new byte[1])}) {
            map.put(key, 0);
        }
        map.put(new byte[] {1}, 0);
        map.put(ByteBuffer.wrap(new byte[] {2}), 0);
        map.put(null, 0);

        assertThat((Map<?, ?>) roundTrip(map)).hasSize(12);
    }

    @Test
    void containersAreNoKeys() {
        assertThatThrownBy(() -> written(Map.of(List.of(1), 2)))
                .hasMessageStartingWith("state[[1]]: ")
                .hasMessageEndingWith(" cannot be sent as a map key");
        assertThatThrownBy(() -> written(Map.of(Map.of(), 2))).hasMessageContaining("cannot be sent as a map key");
        assertThatThrownBy(() -> written(Map.of(new Weapon("axe", 1), 2)))
                .hasMessageContaining("Weapon cannot be sent as a map key");
        assertThatThrownBy(() -> written(Map.of(new int[0], 2)))
                .hasMessageContaining("int[] cannot be sent as a map key");
        assertThatThrownBy(() -> written(Map.of(Optional.of(1), 2))).hasMessageContaining("as a map key");
    }

    @Test
    void whatCannotBeSentIsNamedWithItsPath() {
        Map<String, Object> weapon = Map.of("weapon", new File("x"));
        Map<String, Object> state = Map.of("players", Arrays.asList(null, 1, "x", weapon));

        assertRefused(state, "state.players[3].weapon: java.io.File cannot be sent");
        assertRefused(new File("x"), "state: java.io.File cannot be sent");
        assertRefused(Map.of(7, new File("x")), "state[7]: java.io.File cannot be sent");
        assertRefused(List.of(List.of(1, new Object())), "state[0][1]: java.lang.Object cannot be sent");
        assertRefused(
                new Object[] {new Thread[1], new File[] {new File("x")}}, "state[1][0]: java.io.File cannot be sent");
    }

    @Test
    void numbersWithoutAFormAreRefused() {
        assertRefused(List.of(BigDecimal.ONE), "state[0]: java.math.BigDecimal cannot be sent");
        assertThatThrownBy(() -> written(List.of(BigInteger.TWO.pow(64))))
                .hasMessageStartingWith("state[0]: an integer of 65 bits");
        assertThatThrownBy(() -> written(Map.of("x", new Ext(-5, new byte[1]))))
                .hasMessageStartingWith("state.x: ext type -5");
    }

    @Test
    void otherTypesAreRefused() {
        assertRefused(Duration.ZERO, "state: java.time.Duration cannot be sent");
        assertRefused(Path.of("a", "b"), "state: " + Path.of("a").getClass().getName() + " cannot be sent");
        assertRefused(ValuesTest.class, "state: java.lang.Class cannot be sent");
        assertRefused(new AbstractMap.SimpleEntry<>(1, 2), "state: java.util.AbstractMap$SimpleEntry cannot be sent");
    }

    @Test
    void aListThatHoldsItselfIsRefusedWithItsPath() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(0);
        cyclic.add(cyclic);

        assertThatThrownBy(() -> written(Map.of("list", cyclic)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("state.list[1][1][1]")
                .hasMessageEndingWith(": nested deeper than 128 levels");
    }

    @Test
    void aMapThatHoldsItselfIsRefusedWithItsPath() {
        Map<String, Object> cyclic = new HashMap<>();
        cyclic.put("me", cyclic);

        assertThatThrownBy(() -> written(cyclic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("state.me.me.me.me");
    }

    @Test
    void writerCountsTheDepthOfValues() {
        var writer = new PackWriter();
        Values.write(writer, Map.of("x", List.of(List.of(1), new int[0][0])), "state");

        assertThat(writer.depth()).isEqualTo(3);
        assertThat(writer.nesting()).isZero();
    }

    @Test
    void anIterableWithoutASizeIsCounted() {
        Iterable<Integer> squares = () -> List.of(1, 4, 9).iterator();

        assertThat(roundTrip(squares)).isEqualTo(List.of(1L, 4L, 9L));
    }

    @Test
    void anIterableWithoutAnEndIsRefused() {
        Iterable<String> endless = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                return "x".repeat(1 << 16);
            }
        };

        assertThatThrownBy(() -> written(endless))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16777215 bytes");
    }

    /** As another thread makes it look: the size is that of a moment ago. */
    private static <T> Collection<T> changed(List<T> elements, int announced) {
        return new AbstractCollection<>() {
            @Override
            public Iterator<T> iterator() {
                return elements.iterator();
            }

            @Override
            public int size() {
                return announced;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 100})
    void aCollectionThatChangesMeanwhileIsWrittenAsItIs(int announced) {
        Object message = List.of(7, changed(List.of(1, List.of(2)), announced), 8);

        assertThat(roundTrip(message)).isEqualTo(List.of(7L, List.of(1L, List.of(2L)), 8L));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 100})
    void aMapThatChangesMeanwhileIsWrittenAsItIs(int announced) {
        List<Map.Entry<Integer, Integer>> entries = List.of(Map.entry(1, 2), Map.entry(3, 4));
        Map<Integer, Integer> map = new AbstractMap<>() {
            @Override
            public Set<Entry<Integer, Integer>> entrySet() {
                return new LinkedHashSet<>(entries);
            }

            @Override
            public int size() {
                return announced;
            }
        };

        assertThat(roundTrip(List.of(map, 8))).isEqualTo(List.of(Map.of(1L, 2L, 3L, 4L), 8L));
    }

    @ParameterizedTest
    @CsvSource({"15", "16", "65535", "65536"})
    void containersOfAnySizeComeBack(int size) {
        List<Long> list = new ArrayList<>();
        Map<Long, String> map = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            list.add(i);
            map.put(i, "");
        }

        assertThat(roundTrip(list)).isEqualTo(list);
        assertThat(roundTrip(map)).isEqualTo(map);
    }

    @Test
    void theRefusalShowsWhereTheUserCalled() {
        assertThatThrownBy(() -> written(new Object()))
                .satisfies(thrown -> assertThat(thrown.getStackTrace()).isNotEmpty());
    }
}
