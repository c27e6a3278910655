package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Ext;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValueEqualityTest {
    private static void assertEqual(@Nullable Object one, @Nullable Object other) {
        assertThat(Values.equal(one, other)).isTrue();
        assertThat(Values.equal(other, one)).isTrue();
        assertThat(Values.hash(one)).isEqualTo(Values.hash(other));
    }

    private static void assertDifferent(@Nullable Object one, @Nullable Object other) {
        assertThat(Values.equal(one, other)).isFalse();
        assertThat(Values.equal(other, one)).isFalse();
    }

    private static Map<Object, Object> map(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void integersAreEqualByValueWhateverTheirType() {
        Object[] fives = {(byte) 5, (short) 5, 5, 5L, BigInteger.valueOf(5)};
        for (Object one : fives) {
            for (Object other : fives) {
                assertEqual(one, other);
            }
        }
        assertDifferent(5, 6L);
        assertDifferent(-1L, new BigInteger("18446744073709551615"));
        assertEqual(BigInteger.TWO.pow(63), new BigInteger("9223372036854775808"));
    }

    @Test
    void floatsAreEqualAsDoubles() {
        assertEqual(1.5f, 1.5);
        assertEqual(0.0, -0.0);
        assertEqual(0.0f, -0.0);
        assertEqual(Double.NaN, Float.NaN);
        assertEqual(Double.longBitsToDouble(0x7ff8000000000001L), Double.NaN);
        assertDifferent(0.1f, 0.1);
    }

    /** Found by the fuzzer: a message with such keys was not equal to itself. */
    @Test
    void keysThatAreEqualHereAndDifferInJavaStandSideBySide() {
        Map<Object, Object> both = new LinkedHashMap<>(Map.of(0.0f, "one"));
        both.put(0.0, "other");
        Map<Object, Object> swapped = new LinkedHashMap<>(Map.of(0.0f, "other"));
        swapped.put(0.0, "one");

        assertEqual(both, new LinkedHashMap<>(both));
        assertDifferent(both, swapped);
        assertDifferent(both, Map.of(0.0, "one", 1.0, "other"));
    }

    @Test
    void integersAreNeverFloats() {
        assertDifferent(1, 1.0);
        assertDifferent(0L, 0.0f);
    }

    @Test
    void bytesAreEqualByContent() {
        assertEqual(new byte[] {1, 2}, new byte[] {1, 2});
        assertEqual(new byte[] {1, 2}, ByteBuffer.wrap(new byte[] {0, 1, 2}, 1, 2));
        assertDifferent(new byte[] {1, 2}, new byte[] {1, 3});
        assertDifferent(new byte[] {97}, "a");
    }

    @Test
    void listsAreEqualInOrder() {
        assertEqual(List.of(1, List.of(2L)), Arrays.asList(1L, List.of(2)));
        assertDifferent(List.of(1, 2), List.of(2, 1));
        assertDifferent(List.of(1), List.of(1, 2));
        assertDifferent(List.of(), Map.of());
    }

    @Test
    void mapsAreEqualInAnyOrder() {
        assertEqual(map("x", 1, "y", List.of(2)), map("y", List.of(2L), "x", 1L));
        assertEqual(map(1, "a", 2.5f, "b"), map(2.5, "b", 1L, "a"));
        assertEqual(map(new byte[] {1}, 2), map(ByteBuffer.wrap(new byte[] {1}), 2));
        assertDifferent(map("x", 1), map("x", 2));
        assertDifferent(map("x", 1), map("y", 1));
        assertDifferent(map("x", 1), map("x", 1, "y", 2));
        assertDifferent(map(1, 1), map(1.0, 1));
    }

    @Test
    void aKeyWithoutAValueIsNotAMissingKey() {
        assertEqual(Collections.singletonMap("x", null), Collections.singletonMap("x", null));
        assertDifferent(Collections.singletonMap("x", null), map("y", 1));
        assertDifferent(Collections.singletonMap("x", null), Collections.singletonMap("y", null));
        assertEqual(Collections.singletonMap(null, 1), Collections.singletonMap(null, 1L));
    }

    @Test
    void everythingElseIsEqualAsItSaysItself() {
        assertEqual(null, null);
        assertEqual("a", "a");
        assertEqual(true, true);
        assertEqual(Instant.EPOCH, Instant.ofEpochSecond(0));
        assertEqual(new Ext(1, new byte[] {2}), new Ext(1, new byte[] {2}));
        assertDifferent(null, 0);
        assertDifferent(null, "");
        assertDifferent("1", 1);
        assertDifferent(true, 1);
        assertDifferent(new Ext(1, new byte[] {2}), new byte[] {2});
    }

    @Test
    void differentMessagesMostlyHaveDifferentHashes() {
        assertThat(List.of(
                        Values.hash(map("x", 1, "y", 2)),
                        Values.hash(map("x", 2, "y", 1)),
                        Values.hash(map("x", 1)),
                        Values.hash(List.of("x", 1))))
                .doesNotHaveDuplicates();
    }
}
