package dev.repod.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "hello, world",
                "exactly8",
                "ä",
                "€",
                "😀",
                "a€b😀c",
                "\u007f\u0080\u07ff\u0800\uffff",
                "eight by",
                "tés"
            })
    void whatJavaEncodesIsValid(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(Utf8.isValid(bytes, 0, bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation alone
                "bf",
                "c3", // the rest is missing
                "e2 82",
                "f0 9f 98",
                "c3 28", // no continuation
                "e2 28 a1",
                "e2 82 28",
                "f0 28 8c bc",
                "f0 90 28 bc",
                "f0 9f 98 28",
                "c0 80", // overlong
                "c1 bf",
                "e0 80 80",
                "e0 9f bf",
                "f0 80 80 80",
                "f0 8f bf bf",
                "ed a0 80", // surrogates
                "ed bf bf",
                "f4 90 80 80", // beyond Unicode
                "f5 80 80 80",
                "fe",
                "ff",
            })
    void whatPythonRefusesIsNotValidWhereverItStands(String hex) {
        byte[] bad = Bytes.hex(hex);
        for (String before : new String[] {"", "a", "12345678", "123456789", "€"}) {
            byte[] bytes = Bytes.concat(before.getBytes(UTF_8), bad, Bytes.ascii("and more text"));
            assertThat(Utf8.isValid(bytes, 0, bytes.length)).as(before).isFalse();
            byte[] atTheEnd = Bytes.concat(before.getBytes(UTF_8), bad);
            assertThat(Utf8.isValid(atTheEnd, 0, atTheEnd.length)).as(before).isFalse();
        }
    }

    @Test
    void theBordersOfEachLengthAreValid() {
        for (int c : new int[] {0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff}) {
            byte[] bytes = Character.toString(c).getBytes(UTF_8);
            assertThat(Utf8.isValid(bytes, 0, bytes.length)).as("U+%x", c).isTrue();
        }
    }

    @Test
    void looksAtItsRangeAlone() {
        byte[] bytes = Bytes.hex("ff 61 62 ff");

        assertThat(Utf8.isValid(bytes, 1, 3)).isTrue();
        assertThat(Utf8.isValid(bytes, 1, 4)).isFalse();
    }

    /** The last bytes are looked at together with what is before them, where an array has as much. */
    @Test
    void seesEachByteOfItsRangeAndNoneBesideItWhereverThatLies() {
        for (int from = 0; from < 12; from++) {
            for (int size = 0; size < 20; size++) {
                byte[] bytes = Bytes.hex("ff".repeat(from) + "61".repeat(size) + "ff".repeat(12));
                assertThat(Utf8.isValid(bytes, from, from + size)).isTrue();
                for (int at = from; at < from + size; at++) {
                    bytes[at] = (byte) 0x80;
                    assertThat(Utf8.isValid(bytes, from, from + size))
                            .as("%d of %d bytes at %d", at - from, size, from)
                            .isFalse();
                    bytes[at] = 'a';
                }
            }
        }
    }

    @Test
    void aCharacterThatGoesOnBehindTheRangeIsCutOff() {
        byte[] bytes = "€".getBytes(UTF_8);

        assertThat(Utf8.isValid(bytes, 0, 2)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheStrictDecoderOfTheJdk(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = mostlyUtf8(random);
            assertThat(Utf8.isValid(bytes, 0, bytes.length))
                    .as(Bytes.hex(bytes))
                    .isEqualTo(decodes(bytes));
        }
    }

    private static byte[] mostlyUtf8(Random random) {
        int length = random.nextInt(20);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(random.nextBoolean() ? 0x80 : 0x110000));
        }
        byte[] bytes = text.toString().getBytes(UTF_8);
        if (bytes.length > 0 && random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).remaining() >= 0;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
