package dev.repod;

import dev.repod.sockets.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One line of docs/vectors, as its README says. */
record Vector(String name, Map<String, Object> fields) {
    private static final Path FOLDER = Path.of("..", "docs", "vectors");

    static Stream<Vector> of(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file)).stream()
                    .map(Json::object)
                    .map(fields -> new Vector((String) fields.getOrDefault("name", ""), fields));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes() {
        return bytes(fields);
    }

    String text(String field) {
        return (String) Objects.requireNonNull(fields.get(field), field);
    }

    boolean is(String field) {
        return (Boolean) Objects.requireNonNull(fields.get(field), field);
    }

    byte[] rest() {
        return bytes(map(Objects.requireNonNull(fields.get("rest"))));
    }

    List<byte[]> payloads() {
        @Nullable Object payloads = fields.get("payloads");
        return payloads == null
                ? List.of()
                : list(payloads).stream().map(each -> bytes(map(each))).toList();
    }

    /** As a value that {@link Message} reads or writes. */
    @Nullable Object value() {
        return value(map(Objects.requireNonNull(fields.get("value"))));
    }

    @Override
    public String toString() {
        return name;
    }

    private static byte[] bytes(Map<String, Object> object) {
        if (object.containsKey("hex")) {
            return HexFormat.of().parseHex((String) object.get("hex"));
        }
        var all = new ByteArrayOutputStream();
        for (Object part : list(object.get("parts"))) {
            byte[] bytes = HexFormat.of().parseHex((String) list(part).get(0));
            for (long times = (Long) list(part).get(1); times > 0; times--) {
                all.writeBytes(bytes);
            }
        }
        return all.toByteArray();
    }

    private static @Nullable Object value(Map<String, Object> object) {
        int times = ((Long) object.getOrDefault("times", 1L)).intValue();
        Map.Entry<String, Object> kind = object.entrySet().iterator().next();
        Object content = kind.getValue();
        return switch (kind.getKey()) {
            case "nil" -> null;
            case "bool" -> content;
            case "int" -> integer(new BigInteger((String) content));
            case "float64" -> Double.valueOf((String) content);
            case "float32" -> Float.valueOf((String) content);
            case "str" -> ((String) content).repeat(times);
            case "bin" -> HexFormat.of().parseHex(((String) content).repeat(times));
            case "ext" ->
                new Ext(
                        ((Long) list(content).get(0)).intValue(),
                        HexFormat.of().parseHex(((String) list(content).get(1)).repeat(times)));
            case "timestamp" ->
                Instant.ofEpochSecond(
                        (Long) list(content).get(0), (Long) list(content).get(1));
            case "list" -> listValue(list(content), times);
            case "map" -> mapValue(list(content));
            default -> throw new IllegalArgumentException("unknown kind of value: " + object);
        };
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValueExact() : value;
    }

    private static List<@Nullable Object> listValue(List<Object> elements, int times) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            elements.forEach(element -> values.add(value(map(element))));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> mapValue(List<Object> pairs) {
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (Object pair : pairs) {
            @Nullable Object key = value(map(list(pair).get(0)));
            values.put(
                    key instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : key,
                    value(map(list(pair).get(1))));
        }
        return values;
    }

    @SuppressWarnings("unchecked") // the format says so
    private static List<Object> list(@Nullable Object value) {
        return (List<Object>) Objects.requireNonNull(value);
    }

    @SuppressWarnings("unchecked") // the format says so
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** The same with each run of U+FFFD made one, because decoders differ in how many they put. */
    static @Nullable Object mended(@Nullable Object value) {
        if (value instanceof String text) {
            return text.replaceAll("\ufffd+", "\ufffd");
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> mended = new ArrayList<>();
            list.forEach(element -> mended.add(mended(element)));
            return mended;
        }
        if (value instanceof Map<?, ?> entries) {
            Function<@Nullable Object, @Nullable Object> each = Vector::mended;
            Map<@Nullable Object, @Nullable Object> mended = new LinkedHashMap<>();
            entries.forEach((key, element) -> mended.put(each.apply(key), each.apply(element)));
            return mended;
        }
        return value;
    }
}
