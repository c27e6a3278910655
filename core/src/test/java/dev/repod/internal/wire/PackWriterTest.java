package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.Ext;
import dev.repod.Limits;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackWriterTest {
    private static String hex(Consumer<PackWriter> writing) {
        return Bytes.hex(Bytes.written(writing));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, cc80",
        "255, ccff",
        "256, cd0100",
        "65535, cdffff",
        "65536, ce00010000",
        "4294967295, ceffffffff",
        "4294967296, cf0000000100000000",
        "9223372036854775807, cf7fffffffffffffff",
        "-1, ff",
        "-32, e0",
        "-33, d0df",
        "-128, d080",
        "-129, d1ff7f",
        "-32768, d18000",
        "-32769, d2ffff7fff",
        "-2147483648, d280000000",
        "-2147483649, d3ffffffff7fffffff",
        "-9223372036854775808, d38000000000000000",
    })
    void integersAreWrittenInTheirShortestForm(long value, String hex) {
        assertThat(hex(writer -> writer.writeLong(value))).isEqualTo(hex);
        assertThat(hex(writer -> writer.writeBigInteger(BigInteger.valueOf(value))))
                .isEqualTo(hex);
    }

    @Test
    void bigIntegersGoUpToTheLargestUnsignedLong() {
        BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

        assertThat(hex(writer -> writer.writeBigInteger(largest))).isEqualTo("cfffffffffffffffff");
        assertThat(hex(writer -> writer.writeBigInteger(BigInteger.TWO.pow(63))))
                .isEqualTo("cf8000000000000000");
    }

    @Test
    void largerIntegersAreRefused() {
        BigInteger below = BigInteger.TWO.pow(63).negate().subtract(BigInteger.ONE);

        assertThatThrownBy(() -> hex(writer -> writer.writeBigInteger(BigInteger.TWO.pow(64))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65 bits");
        assertThatThrownBy(() -> hex(writer -> writer.writeBigInteger(below)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-2^63");
    }

    @Test
    void scalarsHaveTheirForms() {
        assertThat(hex(PackWriter::writeNil)).isEqualTo("c0");
        assertThat(hex(writer -> writer.writeBoolean(false))).isEqualTo("c2");
        assertThat(hex(writer -> writer.writeBoolean(true))).isEqualTo("c3");
        assertThat(hex(writer -> writer.writeFloat(1.5f))).isEqualTo("ca3fc00000");
        assertThat(hex(writer -> writer.writeDouble(-1.5))).isEqualTo("cbbff8000000000000");
        assertThat(hex(writer -> writer.writeDouble(Double.NEGATIVE_INFINITY))).isEqualTo("cbfff0000000000000");
    }

    @ParameterizedTest
    @CsvSource({"0, a0", "31, bf", "32, d920", "255, d9ff", "256, da0100", "65535, daffff", "65536, db00010000"})
    void stringsHaveTheShortestHeader(int length, String header) {
        String text = "x".repeat(length);

        assertThat(hex(writer -> writer.writeString(text))).isEqualTo(header + "78".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({"15, bec3a4", "16, d920c3a4", "127, d9fec3a4", "128, da0100c3a4", "32768, db00010000c3a4"})
    void aStringsHeaderCountsBytesAndNotChars(int length, String begin) {
        assertThat(hex(writer -> writer.writeString("ä".repeat(length)))).startsWith(begin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ä", "€", "😀", "abcäöü€😀", "\u0000\u007f\u0080\u07ff\u0800\uffff", "long enough to grow 😀😀😀"
            })
    void stringsAreUtf8(String text) {
        byte[] bytes = Bytes.written(writer -> writer.writeString(text));

        assertThat(Bytes.reader(bytes).readString()).isEqualTo(text);
        assertThat(Bytes.hex(bytes)).endsWith(Bytes.hex(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource({"'\ud83d', a3efbfbd", "'\ude00', a3efbfbd", "'a\ud83d', a461efbfbd", "'\ude00\ud83d', a6efbfbdefbfbd"})
    void halfOfASurrogatePairBecomesTheReplacementCharacter(String text, String hex) {
        assertThat(hex(writer -> writer.writeString(text))).isEqualTo(hex);
    }

    @Test
    void twoHighSurrogatesAndALowOneAreAReplacementAndACharacter() {
        byte[] bytes = Bytes.written(writer -> writer.writeString("\ud83d\ud83d\ude00"));

        assertThat(Bytes.reader(bytes).readString()).isEqualTo("\ufffd😀");
    }

    @ParameterizedTest
    @CsvSource({"0, c400", "255, c4ff", "256, c50100", "65535, c5ffff", "65536, c600010000"})
    void binariesHaveTheShortestHeader(int length, String header) {
        assertThat(hex(writer -> writer.writeBinary(new byte[length]))).isEqualTo(header + "00".repeat(length));
    }

    @Test
    void aPartOfAnArrayCanBeABinary() {
        byte[] bytes = Bytes.hex("0102030405");

        assertThat(hex(writer -> writer.writeBinary(bytes, 1, 3))).isEqualTo("c4020203");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 80, 90",
        "15, 8f, 9f",
        "16, de0010, dc0010",
        "65535, deffff, dcffff",
        "65536, df00010000, dd00010000"
    })
    void containersHaveTheShortestHeader(int count, String map, String array) {
        assertThat(hex(writer -> writer.writeMapHeader(count))).isEqualTo(map);
        assertThat(hex(writer -> writer.writeArrayHeader(count))).isEqualTo(array);
    }

    @ParameterizedTest
    @CsvSource({
        "0, c70005",
        "1, d405",
        "2, d505",
        "3, c70305",
        "4, d605",
        "8, d705",
        "16, d805",
        "17, c71105",
        "255, c7ff05",
        "256, c8010005",
        "65536, c90001000005",
    })
    void extensionsHaveTheShortestHeader(int length, String header) {
        Ext ext = new Ext(5, new byte[length]);

        assertThat(hex(writer -> writer.writeExt(ext))).isEqualTo(header + "00".repeat(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, -128})
    void reservedExtensionsAreRefused(int type) {
        assertThatThrownBy(() -> hex(writer -> writer.writeExt(new Ext(type, new byte[4]))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ext type " + type);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, d6ff00000000",
        "2106-02-07T06:28:15Z, d6ffffffffff",
        "2106-02-07T06:28:16Z, d7ff0000000100000000",
        "1970-01-01T00:00:00.000000001Z, d7ff0000000400000000",
        "2514-05-30T01:53:03.999999999Z, d7ffee6b27ffffffffff",
        "2514-05-30T01:53:04Z, c70cff000000000000000400000000",
        "1969-12-31T23:59:59Z, c70cff00000000ffffffffffffffff",
    })
    void timestampsAreWrittenInTheirShortestForm(Instant time, String hex) {
        assertThat(hex(writer -> writer.writeTimestamp(time))).isEqualTo(hex);
    }

    @Test
    void everyInstantHasATimestamp() {
        for (Instant time : new Instant[] {Instant.MIN, Instant.MAX, Instant.EPOCH}) {
            byte[] bytes = Bytes.written(writer -> writer.writeTimestamp(time));
            assertThat(Bytes.reader(bytes).readTimestamp()).isEqualTo(time);
        }
    }

    @Test
    void aFrameGetsItsLengthWhenItEnds() {
        var writer = new PackWriter();
        writer.beginFrame();
        writer.writeString("hi");
        writer.endFrame();
        writer.beginFrame();
        writer.writeBinary(new byte[300]);
        writer.endFrame();

        assertThat(Bytes.hex(writer.toByteArray())).startsWith("00000003a26869" + "0000012fc5012c00");
        assertThat(writer.length()).isEqualTo(7 + 4 + 303);
    }

    @Test
    void whatIsPackedAlreadyIsCopied() {
        byte[] bytes = Bytes.hex("00 93 01 02 03 00");

        assertThat(hex(writer -> writer.writeRaw(bytes, 1, 5))).isEqualTo("93010203");
    }

    @Test
    void depthIsTheDeepestNesting() {
        var writer = new PackWriter();
        assertThat(writer.depth()).isZero();
        writer.enter();
        writer.enter();
        writer.leave();
        writer.enter();
        writer.enter();
        writer.leave();
        writer.leave();
        writer.leave();

        assertThat(writer.depth()).isEqualTo(3);
        writer.reset();
        assertThat(writer.depth()).isZero();
    }

    @Test
    void nestingEndsWhereNoLimitCouldAllowMore() {
        var writer = new PackWriter();
        for (int i = 0; i < Limits.DEEPEST_NESTING; i++) {
            writer.enter();
        }

        assertThatThrownBy(writer::enter)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("128");
        assertThatThrownBy(writer::enter).isInstanceOf(IllegalArgumentException.class);
        assertThat(writer.depth()).isEqualTo(Limits.DEEPEST_NESTING);
    }

    @Test
    void resetForgetsEverything() {
        var writer = new PackWriter();
        writer.enter();
        writer.writeString("x");
        writer.reset();

        assertThat(writer.length()).isZero();
        assertThat(writer.nesting()).isZero();
        writer.writeNil();
        assertThat(writer.toByteArray()).containsExactly(0xc0);
    }

    @Test
    void oneBigMessageDoesNotCostItsSizeForEver() {
        var writer = new PackWriter();
        writer.writeBinary(new byte[1 << 20]);
        assertThat(writer.array().length).isGreaterThan(1 << 20);

        writer.reset();

        assertThat(writer.array().length).isLessThan(64 << 10);
    }

    @Test
    void anArrayOfOrdinarySizeIsKept() {
        var writer = new PackWriter();
        writer.writeBinary(new byte[10_000]);
        byte[] array = writer.array();
        writer.reset();

        assertThat(writer.array()).isSameAs(array);
    }

    @Test
    void moreThanTheLargestFrameIsRefused() {
        var writer = new PackWriter();
        byte[] half = new byte[Limits.LARGEST_FRAME_BYTES / 2 + 1];
        writer.writeBinary(half);

        assertThatThrownBy(() -> writer.writeBinary(half))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(Limits.LARGEST_FRAME_BYTES));
    }

    @Test
    void aStringThatIsTooLargeInUtf8IsRefused() {
        String text = "€".repeat(Limits.LARGEST_FRAME_BYTES / 2);

        assertThatThrownBy(() -> Bytes.written(writer -> writer.writeString(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("16777215");
    }

    @Test
    void aCountCanBeFilledInAfterwards() {
        var writer = new PackWriter();
        int array = writer.reserveCount(Format.ARRAY32);
        int map = writer.reserveCount(Format.MAP32);
        int small = writer.length();
        writer.writeMapHeader(9);
        int large = writer.length();
        writer.writeMapHeader(20);
        writer.patchCount(array, 1);
        writer.patchCount(map, 2);
        writer.patchCount(small, 3);
        writer.patchCount(large, 4);

        assertThat(Bytes.hex(writer.toByteArray())).isEqualTo("dd00000001" + "df00000002" + "83" + "de0004");
    }
}
