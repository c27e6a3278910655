package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repod.CloseReason;
import dev.repod.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadScanTest {
    private static final String ACTION = "a6616374696f6e";

    private final PayloadScan scan = new PayloadScan(32);
    private byte[] payload = {};

    /** In the middle of an array, so that no index happens to be right. */
    private PayloadScan.Kind scan(byte[] bytes) {
        payload = Bytes.concat(Bytes.hex("c1c1"), bytes, Bytes.hex("c0c0c0c0c0"));
        return scan.scan(payload, 2, 2 + bytes.length);
    }

    private PayloadScan.Kind scan(String hex) {
        return scan(Bytes.hex(hex));
    }

    private String action() {
        return new String(payload, scan.actionFrom(), scan.actionTo() - scan.actionFrom(), StandardCharsets.UTF_8);
    }

    private CloseReason reasonFor(String hex) {
        try {
            scan(hex);
        } catch (BrokenPeerException broken) {
            return broken.reason();
        }
        throw new AssertionError("not refused: " + hex);
    }

    /** {@code {"action": "a", key: value}}. */
    private static String message(String key, String value) {
        return "82" + ACTION + "a161" + key + value;
    }

    @Test
    void aMapWithAnActionIsAMessage() {
        assertThat(scan("82" + ACTION + "a46d6f7665" + "a178" + "01")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(action()).isEqualTo("move");
        assertThat(scan.depth()).isEqualTo(1);
        assertThat(scan.needsRewriting()).isFalse();
        assertThat(scan.flaw()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a6", "d906", "da0006", "db00000006"})
    void theWordActionIsKnownInEachOfItsForms(String header) {
        String word = Bytes.hex(Bytes.ascii("action"));

        assertThat(scan("81" + header + word + "a161")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan("81" + header.substring(0, header.length() - 1) + "5" + word.substring(2) + "a161"))
                .isEqualTo(PayloadScan.Kind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a161", "d90161", "da000161", "db0000000161"})
    void theActionIsFoundInEachFormOfAString(String value) {
        assertThat(scan("81" + ACTION + value)).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(action()).isEqualTo("a");
    }

    @Test
    void anEmptyActionIsAnAction() {
        assertThat(scan("81" + ACTION + "a0")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(action()).isEmpty();
    }

    @Test
    void theActionMayBeTheLastField() {
        assertThat(scan("83 a178 92 01 02 a179 81 01 02" + ACTION + "a161")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(action()).isEqualTo("a");
    }

    @Test
    void ofSeveralActionsTheLastOneCounts() {
        assertThat(scan("82" + ACTION + "a161" + ACTION + "a162")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(action()).isEqualTo("b");
        assertThat(scan("82" + ACTION + "01" + ACTION + "a162")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan("82" + ACTION + "a161" + ACTION + "01")).isEqualTo(PayloadScan.Kind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "81 a178 01", // no action
                "81 a6616374696f6e 01", // an action that is no string
                "81 a6616374696f6e c0",
                "81 a6616374696f6e c40161",
                "81 a6616374696f6e 91a161",
                "81 c406616374696f6e a161", // the word as bytes
                "81 a178 81 a6616374696f6e a161", // an action further down
                "81 a178 92 a6616374696f6e a161",
                "81 91a6616374696f6e a161",
                "81 a7616374696f6e73 a161", // a longer word
                "81 a66163746978 6e a161",
                "01",
                "ff",
                "c2",
                "c3",
                "a0",
                "a6616374696f6e",
                "c400",
                "ca00000000",
                "cb0000000000000000",
                "d40100",
                "d6ff00000000",
                "cf0000000000000001",
            })
    void whatIsNeitherAMessageNorAnArrayIsOther(String hex) {
        assertThat(scan(hex)).isEqualTo(PayloadScan.Kind.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"90", "9101", "dc000101", "dd0000000101", "92 a6616374696f6e a161"})
    void anArrayIsTheLibrarysOwn(String hex) {
        assertThat(scan(hex)).isEqualTo(PayloadScan.Kind.LIBRARY);
    }

    @Test
    void nilIsRefused() {
        assertThat(reasonFor("c0")).isEqualTo(CloseReason.of(CloseReason.Kind.PROTOCOL_ERROR, "nil payload"));
    }

    @Test
    void nilInsideAMessageIsAnOrdinaryValue() {
        assertThat(scan(message("c0", "c0"))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.flaw()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "81",
                "81a178",
                "9201",
                "a161a1",
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
                "bf61",
                "d9",
                "d901",
                "da00",
                "da0001",
                "db000000",
                "dbffffffff",
                "c4",
                "c401",
                "c50001",
                "c6ffffffff",
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
                "dd00000001",
                "de00",
                "de000101",
                "df0000000101",
            })
    void whatIsCutOffIsAProtocolError(String hex) {
        CloseReason reason = reasonFor(hex);

        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
        assertThat(reason.text()).isIn("truncated payload", "trailing bytes after the payload: 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dfffffffff01", "ddffffffff01", "df8000000001", "deffff01", "dcffff01", "81a178dfffffffff"})
    void moreElementsThanBytesAreRefusedAtTheHeader(String hex) {
        assertThat(reasonFor(hex).text()).isEqualTo("truncated payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "91c1", "81c101", "8101c1", "81a6616374696f6ec1"})
    void theReservedByteIsRefusedWhereverItStands(String hex) {
        assertThat(reasonFor(hex).text()).isEqualTo("reserved byte 0xc1");
    }

    @ParameterizedTest
    @CsvSource({"80c0, 1", "8090, 1", "01020304, 3", "a16161, 1", "9190a161, 2"})
    void bytesAfterTheValueAreRefused(String hex, int extra) {
        CloseReason reason = reasonFor(hex);

        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
        assertThat(reason.text()).isEqualTo("trailing bytes after the payload: " + extra);
    }

    @Test
    void thirtyTwoLevelsPassAndThirtyThreeDoNot() {
        assertThat(scan("91".repeat(31) + "90")).isEqualTo(PayloadScan.Kind.LIBRARY);
        assertThat(scan.depth()).isEqualTo(32);

        assertThat(reasonFor("91".repeat(32) + "90")).isEqualTo(CloseReason.overLimit("depth", 32, 33));
    }

    @Test
    void mapsCountAsLevelsToo() {
        assertThat(scan(message("a178", "8101".repeat(30) + "80"))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.depth()).isEqualTo(32);

        assertThat(reasonFor(message("a178", "8101".repeat(31) + "80")).limit()).isEqualTo("depth");
    }

    @Test
    void siblingsAreNoDeeperThanEachOther() {
        assertThat(scan("dc0040" + "9101".repeat(64))).isEqualTo(PayloadScan.Kind.LIBRARY);
        assertThat(scan.depth()).isEqualTo(2);
    }

    @Test
    void aHundredThousandLevelsAreRefusedWithoutBeingFollowed() {
        assertThat(reasonFor("91".repeat(100_000) + "c0")).isEqualTo(CloseReason.overLimit("depth", 32, 33));
    }

    @Test
    void theDeepestLimitWorksAndNoneBeyondIt() {
        var deepest = new PayloadScan(Limits.DEEPEST_NESTING);
        byte[] bytes = Bytes.hex("91".repeat(127) + "90");
        assertThat(deepest.scan(bytes, 0, bytes.length)).isEqualTo(PayloadScan.Kind.LIBRARY);

        assertThatThrownBy(() -> new PayloadScan(Limits.DEEPEST_NESTING + 1)).hasMessageContaining("129");
        assertThatThrownBy(() -> new PayloadScan(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a1ff, 01",
        "a178, a1ff",
        "a178, 92a1ffa161",
        "a178, 91a1ff",
        "a178, 81a1ff01",
        "a178, d901ff",
        "a178, a3eda080",
        "a178, a2c080"
    })
    void aStringThatIsNoUtf8HasToBeWrittenAnew(String key, String value) {
        assertThat(scan(message(key, value))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.needsRewriting()).isTrue();
        assertThat(scan.flaw()).isNull();
    }

    @Test
    void anActionThatIsNoUtf8HasToBeWrittenAnew() {
        assertThat(scan("81" + ACTION + "a1ff")).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.needsRewriting()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a2c3a4, 01", "a178, a3e282ac", "a178, a4f09f9880", "a178, c401ff", "c401ff, 01", "a178, d401ff"})
    void utf8AndBytesMayGoOnAsTheyAre(String key, String value) {
        assertThat(scan(message(key, value))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.needsRewriting()).isFalse();
        assertThat(scan.flaw()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "90, 01, an array is used as a map key",
        "80, 01, a map is used as a map key",
        "dc0000, 01, an array is used as a map key",
        "df00000000, 01, a map is used as a map key",
        "a178, 819001, an array is used as a map key",
        "a178, 91818001, a map is used as a map key",
        "9101, 01, an array is used as a map key",
        "81909001, 01, a map is used as a map key",
        "a178, d4fe00, a reserved ext type is used",
        "a178, d48000, a reserved ext type is used",
        "d4fe00, 01, a reserved ext type is used",
        "a178, 91d4fe00, a reserved ext type is used",
        "a178, d4ff00, a timestamp is malformed",
        "a178, c700ff, a timestamp is malformed",
        "a178, d7ffee6b280000000000, a timestamp is malformed",
        "a178, c70cff3b9aca000000000000000000, a timestamp is malformed",
        "a178, c70cff000000007fffffffffffffff, a timestamp is malformed",
        "d4ff00, 01, a timestamp is malformed",
    })
    void whatPythonCannotReadIsAFlaw(String key, String value, String flaw) {
        String hex = key.equals("81909001") ? message("8190 01", "01") : message(key, value);

        assertThat(scan(hex)).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.flaw()).isEqualTo(flaw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0",
                "c2",
                "c3",
                "00",
                "ff",
                "cc80",
                "ca00000000",
                "cb0000000000000000",
                "cb7ff8000000000000",
                "a0",
                "c400",
                "d40100",
                "c7007f",
                "d6ff00000000",
                "d7ff0000000000000000",
                "c70cff000000000000000000000000",
            })
    void anyOtherKeyIsFineAtEveryLevel(String key) {
        assertThat(scan(message(key, "01"))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.flaw()).isNull();
        assertThat(scan(message("a178", "81" + key + "01"))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.flaw()).isNull();
    }

    @Test
    void containersAreNoKeysWhereTheyAreValues() {
        assertThat(scan(message("a178", "82 01 90 02 80"))).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.flaw()).isNull();
    }

    @Test
    void theFirstFlawIsTold() {
        scan(message("a178", "92 d4fe00 819001"));

        assertThat(scan.flaw()).isEqualTo("a reserved ext type is used");
    }

    @Test
    void nothingIsLeftOfThePayloadBefore() {
        scan("82" + ACTION + "a1ff" + "90" + "9101");
        assertThat(scan.flaw()).isNotNull();
        reasonFor("91".repeat(40));

        assertThat(scan("81a178" + "01")).isEqualTo(PayloadScan.Kind.OTHER);
        assertThat(scan.flaw()).isNull();
        assertThat(scan.needsRewriting()).isFalse();
        assertThat(scan.depth()).isEqualTo(1);
        assertThat(scan("01")).isEqualTo(PayloadScan.Kind.OTHER);
        assertThat(scan.depth()).isZero();
    }

    @Test
    void aPayloadThatEndsAfterTheWordActionLeavesNoTrace() {
        reasonFor("81" + ACTION);

        assertThat(scan("81 a178 a161")).isEqualTo(PayloadScan.Kind.OTHER);
    }

    @Test
    void scanningAllocatesNothing() {
        byte[] bytes = Bytes.hex(message("a178", "83 01 92 a2c3a4 d4fe00 90 cb0000000000000000 a179 c401ff"));
        for (int i = 0; i < 20_000; i++) {
            scan.scan(bytes, 0, bytes.length);
        }
        long before = Allocation.ofThisThread();
        for (int i = 0; i < 10_000; i++) {
            scan.scan(bytes, 0, bytes.length);
        }

        assertThat(Allocation.ofThisThread() - before).isLessThan(10_000);
    }

    /** What lies behind a payload is the next frame's: nothing of it completes what is cut off. */
    @Test
    void nothingBehindAPayloadBelongsToIt() {
        byte[] whole = Bytes.hex(
                "84 a6616374696f6e a474657374 a178 05 a8706c617965725f31 cb4029000000000000 a6c3bc62657273 a0");
        var inRange = new PayloadScan(32);
        var alone = new PayloadScan(32);
        assertThat(inRange.scan(whole, 0, whole.length)).isEqualTo(PayloadScan.Kind.MESSAGE);
        for (int to = 1; to < whole.length; to++) {
            int end = to;
            byte[] cut = Arrays.copyOf(whole, to);
            Throwable expected = catchThrowable(() -> alone.scan(cut, 0, end));

            assertThat(expected).isInstanceOf(BrokenPeerException.class);
            assertThat(catchThrowable(() -> inRange.scan(whole, 0, end)))
                    .as("cut off at %d", to)
                    .hasMessage(expected.getMessage());
        }
    }
}
