package dev.repod.internal.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When two values say the same, whatever Java types they have. */
final class ValueEquality {
    private ValueEquality() {}

    static boolean equal(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Map<?, ?> map) {
            return other instanceof Map<?, ?> otherMap && equalMaps(map, otherMap);
        }
        if (one instanceof List<?> list) {
            return other instanceof List<?> otherList && equalLists(list, otherList);
        }
        Object scalar = canonical(one);
        return scalar == null ? other == null : scalar.equals(canonical(other));
    }

    static int hash(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            int sum = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                sum += 31 * hash(entry.getKey()) ^ hash(entry.getValue());
            }
            return sum;
        }
        if (value instanceof List<?> list) {
            int hash = 1;
            for (Object element : list) {
                hash = 31 * hash + hash(element);
            }
            return hash;
        }
        Object scalar = canonical(value);
        return scalar == null ? 0 : scalar.hashCode();
    }

    /** The one Java value that stands for all that are equal to it. */
    private static @Nullable Object canonical(@Nullable Object scalar) {
        if (scalar instanceof Integer || scalar instanceof Short || scalar instanceof Byte) {
            return ((Number) scalar).longValue();
        }
        if (scalar instanceof Float || scalar instanceof Double) {
            // Adding zero makes -0.0 the 0.0 that it equals.
            return ((Number) scalar).doubleValue() + 0.0;
        }
        if (scalar instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        return scalar instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : scalar;
    }

    private static boolean equalLists(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        Iterator<?> others = other.iterator();
        for (Object element : one) {
            if (!others.hasNext() || !equal(element, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean equalMaps(Map<?, ?> one, Map<?, ?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        Map<@Nullable Object, List<@Nullable Object>> others = byKey(other);
        for (Map.Entry<@Nullable Object, List<@Nullable Object>> entry :
                byKey(one).entrySet()) {
            List<@Nullable Object> values = others.get(entry.getKey());
            if (values == null || !equalLists(entry.getValue(), values)) {
                return false;
            }
        }
        return true;
    }

    /** What is under each key: several values where a map of Java's tells keys apart that are equal here, as 0.0 and -0.0. */
    private static Map<@Nullable Object, List<@Nullable Object>> byKey(Map<?, ?> map) {
        Map<@Nullable Object, List<@Nullable Object>> values = new HashMap<>();
        map.forEach((key, value) -> values.computeIfAbsent(canonical(key), first -> new ArrayList<>(1))
                .add(value));
        return values;
    }
}
