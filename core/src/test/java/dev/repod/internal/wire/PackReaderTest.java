package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repod.Ext;
import dev.repod.InvalidMessageException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackReaderTest {
    private static PackReader reader(String hex) {
        return Bytes.reader(Bytes.hex(hex));
    }

    private static MisfitException misfit(String hex, Consumer<PackReader> reading) {
        PackReader reader = reader(hex);
        int before = reader.position();
        MisfitException misfit = catchThrowableOfType(MisfitException.class, () -> reading.accept(reader));
        assertThat(misfit).as("misfit of " + hex).isNotNull();
        assertThat(reader.position()).as("the cursor stays").isEqualTo(before);
        return misfit;
    }

    private static void assertBroken(String hex, Consumer<PackReader> reading) {
        assertThatThrownBy(() -> reading.accept(reader(hex))).as(hex).isInstanceOf(BrokenPeerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05",
                "cc05",
                "cd0005",
                "ce00000005",
                "cf0000000000000005",
                "d005",
                "d10005",
                "d200000005",
                "d30000000000000005"
            })
    void anyIntegerFormIsReadIntoAnyTypeThatHoldsIt(String hex) {
        assertThat(reader(hex).readInt()).isEqualTo(5);
        assertThat(reader(hex).readLong()).isEqualTo(5);
        assertThat(reader(hex).readAnyInteger()).isEqualTo(5L);
        assertThat(reader(hex).readDouble()).isEqualTo(5.0);
        assertThat(reader(hex).readFloat()).isEqualTo(5f);
        assertThat(IntegerRange.BYTE.read(reader(hex))).isEqualTo(5);
        assertThat(IntegerRange.SHORT.read(reader(hex))).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "7f, 127",
        "e0, -32",
        "ff, -1",
        "ccff, 255",
        "cdffff, 65535",
        "ceffffffff, 4294967295",
        "d080, -128",
        "d18000, -32768",
        "d280000000, -2147483648",
        "d38000000000000000, -9223372036854775808",
        "cf7fffffffffffffff, 9223372036854775807",
    })
    void theBordersOfEachFormAreRead(String hex, long value) {
        assertThat(reader(hex).readLong()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "INT, ce80000000, an int",
        "INT, d3ffffffff7fffffff, an int",
        "INT, cfffffffffffffffff, an int",
        "LONG, cf8000000000000000, a long",
        "LONG, cfffffffffffffffff, a long",
        "SHORT, cd8000, a short",
        "SHORT, d2ffff7fff, a short",
        "BYTE, cc80, a byte",
        "BYTE, d1ff7f, a byte",
    })
    void anIntegerThatDoesNotFitIsAnErrorAndNeverWraps(IntegerRange range, String hex, String words) {
        MisfitException misfit = misfit(hex, range::read);

        assertThat(misfit.expected()).isEqualTo("an integer that fits " + words);
        assertThat(misfit.found()).isEqualTo("an integer out of range");
    }

    @Test
    void anUnsignedLongIsReadAsABigInteger() {
        assertThat(reader("cfffffffffffffffff").readAnyInteger()).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(reader("cf8000000000000000").readAnyInteger()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThat(reader("cfffffffffffffffff").readDouble()).isEqualTo(0x1p64);
        assertThat(reader("cfffffffffffffffff").readFloat()).isEqualTo(0x1p64f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cb4014000000000000", "ca40a00000"})
    void aFloatIsNoInteger(String hex) {
        MisfitException misfit = misfit(hex, PackReader::readInt);

        assertThat(misfit.expected()).isEqualTo("an integer");
        assertThat(misfit.found()).isEqualTo("a float");
        misfit(hex, PackReader::readLong);
        misfit(hex, PackReader::readAnyInteger);
    }

    @Test
    void floatsAreReadInEitherWidth() {
        assertThat(reader("ca3fc00000").readDouble()).isEqualTo(1.5);
        assertThat(reader("cb3ff8000000000000").readFloat()).isEqualTo(1.5f);
        assertThat(reader("cb3fb999999999999a").readFloat()).isEqualTo(0.1f);
        assertThat(reader("cb7fefffffffffffff").readFloat()).isInfinite();
        assertThat(reader("cb7ff8000000000000").readDouble()).isNaN();
        assertThat(reader("ca7fc00000").readDouble()).isNaN();
    }

    @ParameterizedTest
    @CsvSource({
        "c0, nil", "c2, a boolean", "01, an integer", "cfffffffffffffffff, an integer", "ca00000000, a float",
        "cb0000000000000000, a float", "a161, a string", "c40100, bytes", "91c0, a list", "8101c0, a map",
        "d40100, an extension value", "d6ff00000000, a timestamp", "d5ff0000, an extension value",
    })
    void whatIsFoundInsteadIsNamedByItsTypeAlone(String hex, String found) {
        if (!found.equals("a boolean")) {
            assertThat(misfit(hex, PackReader::readBoolean).found()).isEqualTo(found);
        }
        if (!found.equals("a string")) {
            assertThat(misfit(hex, PackReader::readString).found()).isEqualTo(found);
            assertThat(misfit(hex, PackReader::readChar).found()).isEqualTo(found);
        }
        if (!found.equals("bytes")) {
            assertThat(misfit(hex, PackReader::readBinary).found()).isEqualTo(found);
        }
        if (!found.equals("a list")) {
            assertThat(misfit(hex, PackReader::readArrayHeader).found()).isEqualTo(found);
        }
        if (!found.equals("a map")) {
            assertThat(misfit(hex, PackReader::readMapHeader).found()).isEqualTo(found);
        }
        if (!found.equals("a timestamp")) {
            assertThat(misfit(hex, PackReader::readTimestamp).found()).isEqualTo(found);
        }
        if (!found.contains("timestamp") && !found.contains("extension")) {
            assertThat(misfit(hex, PackReader::readExt).found()).isEqualTo(found);
        }
        if (!found.equals("an integer") && !found.equals("a float")) {
            assertThat(misfit(hex, PackReader::readDouble).expected()).isEqualTo("a number");
            assertThat(misfit(hex, PackReader::readFloat).found()).isEqualTo(found);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "c0, NIL",
        "c3, BOOLEAN",
        "00, INTEGER",
        "ff, INTEGER",
        "d300, INTEGER",
        "ca, FLOAT32",
        "cb, FLOAT64",
        "a0, STRING",
        "bf, STRING",
        "d9, STRING",
        "da, STRING",
        "db, STRING",
        "c4, BINARY",
        "c6, BINARY",
        "90, ARRAY",
        "9f, ARRAY",
        "dc, ARRAY",
        "dd, ARRAY",
        "80, MAP",
        "8f, MAP",
        "de, MAP",
        "df, MAP",
        "c70005, EXT",
        "d405ff, EXT",
        "d6ff00000000, TIMESTAMP",
        "d7ff0000000000000000, TIMESTAMP",
        "c70cff000000000000000000000000, TIMESTAMP",
        "d4ff00, EXT",
        "d7ffffffffffffffffff, EXT",
    })
    void peekingMovesNothing(String hex, PackType type) {
        PackReader reader = reader(hex);
        int before = reader.position();

        assertThat(reader.peek()).isEqualTo(type);
        assertThat(reader.position()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a2c3a4", "d902c3a4", "da0002c3a4", "db00000002c3a4"})
    void aStringIsReadFromEachForm(String hex) {
        PackReader reader = reader(hex);

        assertThat(reader.readString()).isEqualTo("ä");
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void whatIsNoUtf8BecomesReplacementCharacters() {
        assertThat(reader("a3 61 ff 62").readString()).isEqualTo("a\ufffdb");
        assertThat(reader("a1 e2").readString()).isEqualTo("\ufffd");
    }

    @Test
    void aCharIsAStringOfOneUnit() {
        assertThat(reader("a161").readChar()).isEqualTo('a');
        assertThat(reader("a3e282ac").readChar()).isEqualTo('€');
        for (String hex : new String[] {"a0", "a26162", "a4f09f9880"}) {
            MisfitException misfit = misfit(hex, PackReader::readChar);
            assertThat(misfit.expected()).isEqualTo("a string of one character");
            assertThat(misfit.found()).isEqualTo("another string");
        }
    }

    @Test
    void theHeaderOfAStringLeadsToItsBytes() {
        PackReader reader = reader("d903616263");
        int start = reader.position();

        assertThat(reader.readStringHeader()).isEqualTo(3);
        assertThat(reader.position()).isEqualTo(start + 2);
        assertThat(reader("01").readStringHeader()).isEqualTo(-1);
        assertThat(reader("dc").readStringHeader()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c4020102", "c500020102", "c6000000020102"})
    void bytesAreReadFromEachForm(String hex) {
        assertThat(reader(hex).readBinary()).containsExactly(1, 2);
    }

    @Test
    void containersAreReadByTheirHeaders() {
        assertThat(reader("93010203").readArrayHeader()).isEqualTo(3);
        assertThat(reader("dc0001c0").readArrayHeader()).isEqualTo(1);
        assertThat(reader("dd00000001c0").readArrayHeader()).isEqualTo(1);
        assertThat(reader("8101c0").readMapHeader()).isEqualTo(1);
        assertThat(reader("de000101c0").readMapHeader()).isEqualTo(1);
        assertThat(reader("df0000000101c0").readMapHeader()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dc0003 01 02", "dd00000003 01 02"})
    void aListOfMoreElementsThanBytesIsBroken(String hex) {
        assertBroken(hex, PackReader::readArrayHeader);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de0002 01 02 03", "df00000002 01 02 03"})
    void aMapOfMoreKeysAndValuesThanBytesIsBroken(String hex) {
        assertBroken(hex, PackReader::readMapHeader);
    }

    @Test
    void extensionsAreReadFromEachForm() {
        assertThat(reader("d4050a").readExt()).isEqualTo(new Ext(5, new byte[] {10}));
        assertThat(reader("c70205 0a0b").readExt()).isEqualTo(new Ext(5, new byte[] {10, 11}));
        assertThat(reader("c8000105 0a").readExt()).isEqualTo(new Ext(5, new byte[] {10}));
        assertThat(reader("c90000000180 0a").readExt()).isEqualTo(new Ext(-128, new byte[] {10}));
        assertThat(reader("c70005").readExt()).isEqualTo(new Ext(5, new byte[0]));
    }

    @Test
    void aTimestampIsReadFromEachForm() {
        assertThat(reader("d6ff00000001").readTimestamp()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(reader("d7ff0000000400000001").readTimestamp()).isEqualTo(Instant.ofEpochSecond(1, 1));
        assertThat(reader("c70cff 00000001 ffffffffffffffff").readTimestamp()).isEqualTo(Instant.ofEpochSecond(-1, 1));
        assertThat(reader("c704ff00000001").readTimestamp()).isEqualTo(Instant.ofEpochSecond(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "d7ff ee6b280000000000", // a second's worth of nanoseconds
                "c70cff 3b9aca00 0000000000000000",
                "c70cff 00000000 7fffffffffffffff", // beyond Instant.MAX
                "c70cff 00000000 8000000000000000",
                "d5ff 0000", // a length that no time has
                "c700ff",
            })
    void whatIsNoTimeIsAnExtension(String hex) {
        misfit(hex, PackReader::readTimestamp);
        assertThat(reader(hex).readExt().type()).isEqualTo(-1);
    }

    @Test
    void nilIsTakenWhereItIs() {
        PackReader reader = reader("c0 01");

        assertThat(reader.tryNil()).isTrue();
        assertThat(reader.tryNil()).isFalse();
        assertThat(reader.readInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cc",
                "cd00",
                "ce000000",
                "cf00000000000000",
                "d0",
                "d100",
                "d2000000",
                "d300000000000000",
                "ca000000",
                "cb00000000000000",
                "a1",
                "bf61",
                "d9",
                "d901",
                "da00",
                "db000000",
                "dbffffffff",
                "c4",
                "c401",
                "c50001",
                "c6ffffffff",
                "d4",
                "d401",
                "d501ff",
                "d601ff",
                "d701ff",
                "d801ff",
                "c7",
                "c700",
                "c70105",
                "c80000",
                "c8000105",
                "c9ffffffff05",
                "dc",
                "dc0001",
                "ddffffffff",
                "de00",
                "de000101",
                "dfffffffff0101",
                "91",
                "9201",
                "8101",
                "c1",
            })
    void whatIsCutOffOrReservedIsBroken(String hex) {
        assertBroken(hex, PackReader::skip);
        assertBroken(hex, reader -> Values.read(reader));
    }

    @Test
    void aRangeEndsWhereItEndsThoughTheArrayGoesOn() {
        var reader = new PackReader();
        byte[] bytes = Bytes.hex("a3616263 cb3ff8000000000000");
        reader.reset(bytes, 0, 3);
        assertThatThrownBy(reader::readString).isInstanceOf(BrokenPeerException.class);

        reader.reset(bytes, 4, 12);
        assertThatThrownBy(reader::readDouble).isInstanceOf(BrokenPeerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0",
                "c2",
                "c3",
                "00",
                "ff",
                "cc00",
                "cd0000",
                "ce00000000",
                "cf0000000000000000",
                "d000",
                "d10000",
                "d200000000",
                "d30000000000000000",
                "ca00000000",
                "cb0000000000000000",
                "a0",
                "a161",
                "d90161",
                "da000161",
                "db0000000161",
                "c400",
                "c40100",
                "c5000100",
                "c60000000100",
                "d40100",
                "d5010000",
                "d60100000000",
                "d7010000000000000000",
                "d80100000000000000000000000000000000",
                "c70005",
                "c8000001",
                "c900000001ff00",
                "90",
                "9101",
                "dc0001c0",
                "dd00000001c0",
                "80",
                "8101c0",
                "de000101c0",
                "df0000000101c0",
                "92 91 9101 81 01 9101",
            })
    void skippingGoesExactlyPastOneValue(String hex) {
        PackReader reader = reader(hex + "2a");
        reader.skip();

        assertThat(reader.readInt()).isEqualTo(42);
        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void skippingIsNotAfraidOfDepth() {
        String hex = "91".repeat(100_000) + "c0";
        PackReader reader = reader(hex);
        reader.skip();

        assertThat(reader.isAtEnd()).isTrue();
    }

    @Test
    void onePositionCanBeReadTwice() {
        PackReader reader = reader("93 01 02 03");
        int start = reader.position();
        reader.skip();
        reader.position(start);

        assertThat(reader.readArrayHeader()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(PackType.class)
    void eachTypeHasWordsForTheSender(PackType type) {
        assertThat(type.words()).isNotEmpty();
    }

    @Test
    void aMisfitBecomesTheSendersError() {
        MisfitException misfit = misfit("a161", PackReader::readInt);

        InvalidMessageException invalid = misfit.inMessage("move", "x");

        assertThat(invalid).hasMessage("invalid move: x: expected an integer, found a string");
        assertThat(invalid.field()).isEqualTo("x");
        assertThat(invalid.expected()).isEqualTo("an integer");
        assertThat(invalid.found()).isEqualTo("a string");
        assertThat(misfit.getStackTrace()).isEmpty();
        assertThat(misfit).hasMessage(".x: expected an integer, found a string");
    }
}
