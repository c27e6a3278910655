package dev.repod.internal.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
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
        Map<@Nullable Object, @Nullable Object> others = new HashMap<>();
        other.forEach((key, value) -> others.put(canonical(key), value));
        for (Map.Entry<?, ?> entry : one.entrySet()) {
            Object key = canonical(entry.getKey());
            if (!others.containsKey(key) || !equal(entry.getValue(), others.get(key))) {
                return false;
            }
        }
        return true;
    }
}
