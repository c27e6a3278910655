package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.Ext;
import dev.repod.InvalidMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Keys made to fall into one bucket: a mebibyte of them must not take minutes. */
class KeyGuardTest {
    private record Point(int x, int y) {}

    private record Marked(Set<Point> points) {}

    private record Keyed(Map<Object, Object> map) {}

    /** All of them different, and all of the same hash: 31 * 0 + 31 is 31 * 1 + 0. Buffers are hashed from their end. */
    private static byte[] alike(int number) {
        byte[] bytes = new byte[40];
        for (int i = 0; i < 20; i++) {
            boolean isOne = (number >> i & 1) == 1;
            bytes[2 * i] = (byte) (isOne ? 0 : 31);
            bytes[2 * i + 1] = (byte) (isOne ? 1 : 0);
        }
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] map(int entries, BiConsumer<PackWriter, Integer> key) {
        return Bytes.written(writer -> {
            writer.writeMapHeader(entries);
            for (int i = 0; i < entries; i++) {
                key.accept(writer, i);
                writer.writeNil();
            }
        });
    }

    /** Two bytes each: such keys share their hashes by nature. */
    private static byte[] shortKey(int number) {
        return new byte[] {(byte) number, (byte) (number >> 8)};
    }

    private static Map<?, ?> read(byte[] bytes) {
        return (Map<?, ?>) Objects.requireNonNull(Values.read(Bytes.reader(bytes)));
    }

    @Test
    void bytesOfOneHashAreRefused() {
        byte[] bytes = map(20_000, (writer, i) -> writer.writeBinary(alike(i)));

        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(InvalidMessageException.class)
                .hasMessageContaining("same hash");
    }

    @Test
    void extensionsOfOneHashAreToldApartByTheirOrder() {
        byte[] bytes = map(20_000, (writer, i) -> writer.writeExt(new Ext(5, reversed(alike(i)))));

        assertThat((Map<?, ?>) read(bytes)).hasSize(20_000);
    }

    @Test
    void keysOfOneHashAndSeveralClassesAreRefused() {
        byte[] bytes = map(20_000, (writer, i) -> {
            long bits = ((long) i << 32) | i;
            if (i % 2 == 0) {
                writer.writeLong(bits);
            } else {
                writer.writeDouble(Double.longBitsToDouble(bits));
            }
        });

        assertThatThrownBy(() -> read(bytes)).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void aRecordsMapIsGuardedToo() {
        byte[] map = map(20_000, (writer, i) -> writer.writeBinary(alike(i)));
        byte[] bytes = Bytes.concat(Bytes.hex("81 a36d6170"), map);

        assertThatThrownBy(() -> RecordBinding.of(Keyed.class).decode(Bytes.reader(bytes), "keyed"))
                .isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void aRecordsSetIsGuardedToo() {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            points.add(new Point(i, -31 * i));
        }
        assertThat(points.stream().map(Point::hashCode).distinct()).hasSize(1);
        byte[] bytes = Bytes.written(writer -> Values.write(writer, Map.of("points", points), "marked"));

        assertThatThrownBy(() -> RecordBinding.of(Marked.class).decode(Bytes.reader(bytes), "marked"))
                .isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void someKeysOfOneHashAreAnAccident() {
        assertThat(read(map(256, (writer, i) -> writer.writeBinary(alike(i))))).hasSize(256);
    }

    @Test
    void equalKeysAreNoAttack() {
        assertThat(read(map(20_000, (writer, i) -> writer.writeBinary(alike(0)))))
                .hasSize(1);
    }

    @Test
    void differentBytesAreNoAttack() {
        assertThat(read(map(20_000, (writer, i) -> writer.writeBinary(shortKey(i)))))
                .hasSize(20_000);
    }

    @Test
    void stringsOfOneHashAreSortedByTheMap() {
        byte[] bytes = map(20_000, (writer, i) -> {
            var text = new StringBuilder();
            for (int bit = 0; bit < 15; bit++) {
                text.append((i >> bit & 1) == 1 ? "Aa" : "BB");
            }
            writer.writeString(text.toString());
        });

        assertThat(read(bytes)).hasSize(20_000);
    }
}
