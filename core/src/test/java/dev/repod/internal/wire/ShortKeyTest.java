package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortKeyTest {
    private static final String LETTERS = "abcdefghijklmnop";

    private static byte[] name(int size) {
        return Bytes.ascii(LETTERS.substring(0, size));
    }

    /** With its header of one byte, and that many bytes behind which are no part of it. */
    private static byte[] written(int size, int behind) {
        byte[] bytes = new byte[1 + size + behind];
        Arrays.fill(bytes, (byte) 0xff);
        bytes[0] = (byte) (0xa0 | size);
        System.arraycopy(name(size), 0, bytes, 1, size);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void isTheNameAndNothingBehindIt(int size) {
        long key = ShortKey.of(name(size), 0, size);

        assertThat(ShortKey.at(written(size, 7), 0)).isEqualTo(key).isNegative();
        assertThat(ShortKey.of(written(size, 7), 1, size)).isEqualTo(key);
        assertThat(ShortKey.bytes(key)).isEqualTo(size);
        assertThat(ShortKey.end(key, 5)).isEqualTo(5 + 1 + size);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void changesWithEachByteOfTheNameAndWithItsSize(int size) {
        byte[] name = name(size);
        long key = ShortKey.of(name, 0, size);

        assertThat(ShortKey.of(name, 0, size - 1)).isNotEqualTo(key);
        for (int i = 0; i < size; i++) {
            name[i] ^= 1;
            assertThat(ShortKey.of(name, 0, size)).isNotEqualTo(key);
            name[i] ^= 1;
        }
    }

    /** A name that ends in zeros is another one than the name without them, which has zeros behind it too. */
    @Test
    void tellsZerosFromNothing() {
        assertThat(ShortKey.of(new byte[8], 0, 2)).isNotEqualTo(ShortKey.of(new byte[8], 0, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 15, 16})
    void isNoLongerName(int size) {
        assertThat(ShortKey.of(name(size), 0, size)).isEqualTo(ShortKey.NONE);
        assertThat(ShortKey.at(written(size, 7), 0)).isEqualTo(ShortKey.NONE);
    }

    /** Each first byte but those of the strings up to seven bytes. */
    @Test
    void isNothingElse() {
        for (int head = 0; head <= 0xff; head++) {
            byte[] bytes = written(7, 0);
            bytes[0] = (byte) head;
            boolean isShort = head >= 0xa0 && head <= 0xa7;

            assertThat(ShortKey.at(bytes, 0) != ShortKey.NONE)
                    .as("head %02x", head)
                    .isEqualTo(isShort);
        }
    }

    /** What is looked at without a check has to be valid UTF-8 by itself. */
    @Test
    void isTakenFromItsHeaderOnlyWhereItIsAscii() {
        for (int i = 1; i <= 7; i++) {
            byte[] bytes = written(7, 0);
            bytes[i] |= (byte) 0x80;
            assertThat(ShortKey.at(bytes, 0)).isEqualTo(ShortKey.NONE);
        }
        byte[] accented = "né".getBytes(StandardCharsets.UTF_8);
        assertThat(ShortKey.of(accented, 0, 3)).isNotEqualTo(ShortKey.NONE);
    }

    @Test
    void isNotReadBeyondTheArray() {
        for (int size = 0; size <= 7; size++) {
            assertThat(ShortKey.of(name(size), 0, size)).isEqualTo(ShortKey.of(written(size, 8), 1, size));
            for (int behind = 0; 1 + size + behind < Long.BYTES; behind++) {
                assertThat(ShortKey.at(written(size, behind), 0)).isEqualTo(ShortKey.NONE);
            }
        }
        assertThat(ShortKey.at(new byte[3], 3)).isEqualTo(ShortKey.NONE);
        assertThat(ShortKey.at(new byte[3], 20)).isEqualTo(ShortKey.NONE);
    }
}
