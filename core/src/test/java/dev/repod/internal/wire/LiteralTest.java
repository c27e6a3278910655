package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as one number reaches behind its end, and must neither leave the array nor stay where more comes. */
class LiteralTest {
    private static final int FIRST_BYTES = new PackWriter().array().length;

    private static byte[] name(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i + 1);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 16, 17, 23, 24, 25, 40})
    void isWrittenWholeWhereverItBegins(int size) {
        byte[] name = name(size);
        Literal literal = new Literal(name);
        for (int room = 0; room <= size + 3 * Long.BYTES; room++) {
            byte[] before = new byte[FIRST_BYTES - room];
            Arrays.fill(before, (byte) 0x55);
            byte[] written = Bytes.written(writer -> {
                writer.writeRaw(before, 0, before.length);
                writer.writeLiteral(literal);
                writer.writeLiteral(literal);
                writer.writeNil();
            });

            byte[] expected = Arrays.copyOf(before, before.length + 2 * size + 1);
            System.arraycopy(name, 0, expected, before.length, size);
            System.arraycopy(name, 0, expected, before.length + size, size);
            expected[expected.length - 1] = (byte) 0xc0;
            assertThat(written).as("with room for %d", room).isEqualTo(expected);
        }
    }
}
