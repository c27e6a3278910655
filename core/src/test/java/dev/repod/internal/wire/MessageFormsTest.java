package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a message changes how fast it is judged, and nothing that is said of it. */
class MessageFormsTest {
    private static final String ACTION = "a6616374696f6e a474657374";

    /** Behind each payload, so that it is compared as it would be among others. */
    private static final byte[] BEHIND = Bytes.hex("00000046 87a6616374696f6e a4746573 00000000");

    /** Before each of them. */
    private static final byte[] BEFORE = Bytes.hex("a7c1db");

    private static final int FROM = 3;

    private final PayloadScan scan = fresh();

    private static PayloadScan fresh() {
        var made = new PayloadScan(8);
        made.notes().ask();
        return made;
    }

    private static byte[] among(byte[] payload) {
        return Bytes.concat(BEFORE, payload, BEHIND);
    }

    private static ScanVerdict verdict(PayloadScan scan, byte[] payload) {
        return ScanVerdict.of(scan, among(payload), FROM, FROM + payload.length);
    }

    /** Whether the message is one whose form is known. */
    private boolean isKnown(byte[] payload) {
        byte[] array = among(payload);
        scan.scan(array, FROM, FROM + payload.length);
        return scan.notes().form() != null;
    }

    private boolean isKnown(String hex) {
        return isKnown(Bytes.hex(hex));
    }

    private void learn(byte[] payload) {
        int scans = 0;
        while (scans <= MessageForms.LEARNED_OF && !isKnown(payload)) {
            scans++;
        }
        assertThat(isKnown(payload)).isTrue();
    }

    private void assertSame(byte[] payload) {
        assertThat(verdict(scan, payload)).as(Bytes.hex(payload)).isEqualTo(verdict(fresh(), payload));
    }

    private void assertSame(String hex) {
        assertSame(Bytes.hex(hex));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81" + ACTION,
                "82" + ACTION + "a178 05",
                "82" + ACTION + "a0 05",
                "85" + ACTION + "a178 cb4029000000000000 a179 cd0102 a474657874 a568656c6c6f a9706c617965725f6964 07",
                "83" + ACTION + "a474657874 d90568656c6c6f a87363c3b67265c3bc 93 01 82a178c0a17991c3 a178",
                "82a6616374696f6e af706c617965725f68617365646d6565 af706c617965725f68617365646d6565 d6ff00000001",
                "82a6616374696f6e a0 a178 c403010203",
                "82a6616374696f6e a666c3bc6e667a a178 9191919191919105",
            })
    void noByteThatIsChangedChangesWhatIsSaid(String hex) {
        byte[] message = Bytes.hex(hex);
        learn(message);
        byte[] changed = message.clone();
        for (int at = 0; at < message.length; at++) {
            for (int value = 0; value < 256; value++) {
                changed[at] = (byte) value;
                assertSame(changed);
            }
            changed[at] = message[at];
            learn(message);
        }
    }

    @Test
    void whateverIsCutOffOrPutBehindIsSeen() {
        byte[] message =
                Bytes.hex("84" + ACTION + "a178 cb4029000000000000 a474657874 a568656c6c6f a9706c617965725f6964 07");
        learn(message);
        for (int length = 1; length < message.length; length++) {
            assertSame(Arrays.copyOf(message, length));
            assertSame(Bytes.concat(message, Arrays.copyOf(message, length)));
        }
        assertThat(isKnown(message)).isTrue();
    }

    @Test
    void whatHasNoRoomForItsFieldsIsTruncatedWhateverTheyAre() {
        String head = "8f" + ACTION;
        learn(Bytes.hex(head + "a005".repeat(14)));

        assertSame(head + "a0c1");
        assertThat(verdict(scan, Bytes.hex(head + "a0c1")).refusal())
                .isEqualTo(BrokenPeerException.truncated().reason());
    }

    @Test
    void aMessageAtTheVeryEndOfItsArrayIsTheSame() {
        byte[] message = Bytes.hex("83" + ACTION + "a178 05 a9706c617965725f6964 07");
        learn(message);
        byte[] last = Bytes.concat(BEFORE, message);

        assertThat(ScanVerdict.of(scan, last, FROM, last.length)).isEqualTo(verdict(fresh(), message));
        assertThat(scan.notes().form()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomMessagesOneBehindTheOtherAreWhatTheyAreAlone(long seed) {
        var random = new RandomValues(seed);
        for (int i = 0; i < 1_000; i++) {
            Map<Object, @Nullable Object> message = random.message();
            byte[] payload = Bytes.written(writer -> Values.write(writer, message, "test"));
            assertSame(payload);
            assertSame(payload);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "82 a178 05" + ACTION,
                "83" + ACTION + "a178 05" + ACTION,
                "82" + ACTION + "01 05",
                "82" + ACTION + "d90178 05",
                "82" + ACTION + "b0706c617965725f68617365646d656464 05",
                "82" + ACTION + "a2c3ff 05",
                "82" + ACTION + "a178 a1ff",
                "82" + ACTION + "a178 d4fe01",
                "82a6616374696f6e d90474657374 a178 05",
                "82a6616374696f6e b0706c617965725f68617365646d656464 a178 05",
                "de0002" + ACTION + "a178 05",
                "82 d906616374696f6e a474657374 a178 05",
            })
    void whatIsWrittenInAnotherWayIsJudgedEachTime(String hex) {
        byte[] message = Bytes.hex(hex);
        for (int i = 0; i <= 2 * MessageForms.LEARNED_OF; i++) {
            assertSame(message);
            assertThat(isKnown(message)).isFalse();
        }
    }

    @Test
    void oneOfSoManyIsRemembered() {
        assertThat(isKnown("82" + ACTION + "a178 05")).isFalse();
        assertThat(isKnown("82" + ACTION + "a178 06")).isTrue();
        for (int i = 1; i < MessageForms.LEARNED_OF; i++) {
            assertThat(isKnown("82" + ACTION + "a179 05")).isFalse();
        }
        assertThat(isKnown("82" + ACTION + "a178 07")).isTrue();
        assertThat(isKnown("82" + ACTION + "a179 05")).isFalse();
        assertThat(isKnown("82" + ACTION + "a179 06")).isTrue();
        assertThat(isKnown("82" + ACTION + "a178 07")).isFalse();
    }

    @Test
    void twoFormsOfOneActionAreKnownAtTheSameTime() {
        byte[] one = Bytes.hex("82" + ACTION + "a178 05");
        byte[] two = Bytes.hex("83" + ACTION + "a178 05 a179 06");
        learn(one);
        learn(two);

        assertThat(isKnown(one)).isTrue();
        assertThat(isKnown(two)).isTrue();
    }

    @Test
    void actionsThatBeginAndAreLongAlikeAreKnownAtTheSameTime() {
        List<String> actions = List.of("player_move", "player_jump", "player_left", "player_fire", "ping", "pong");
        for (String action : actions) {
            learn(named(action));
        }
        assertThat(actions).allMatch(action -> isKnown(named(action)));
    }

    private static byte[] named(String action) {
        return Bytes.written(writer -> Values.write(writer, Map.of("action", action), "test"));
    }

    @Test
    void aLongTimeOfUnknownMessagesEndsWithTheNextKnownOne() {
        for (int i = 0; i < 1_000; i++) {
            isKnown("82" + ACTION + "b0706c617965725f68617365646d656464 05");
        }
        learn(Bytes.hex("82" + ACTION + "a178 05"));
    }

    @Test
    void anActionIsFoundInWhicheverTableItIsLookedUp() {
        KeyTable first = new KeyTable(new String[] {"other", "test"});
        KeyTable second = new KeyTable(new String[] {"test", "other"});
        KeyTable third = new KeyTable(new String[] {"other"});
        byte[] message = Bytes.hex("82" + ACTION + "a178 05");
        for (int i = 0; i < 3; i++) {
            isKnown(message);
            assertThat(scan.actionIn(first)).isEqualTo(1);
            isKnown(message);
            assertThat(scan.actionIn(second)).isEqualTo(0);
            assertThat(scan.actionIn(third)).isEqualTo(KeyTable.UNKNOWN);
        }
    }

    record Point(int x, int y) {}

    record Turned(int y, int x) {}

    record Partly(int x) {}

    record Around(int x, Point y) {}

    private Record decoded(Class<? extends Record> type, String hex) {
        byte[] payload = Bytes.hex(hex);
        byte[] array = among(payload);
        scan.scan(array, FROM, FROM + payload.length);
        return RecordBinding.of(type).decode(new PackReader().reset(scan), "test");
    }

    @Test
    void oneFormIsReadAsWhateverRecordIsAskedFor() {
        for (int i = 0; i < 3; i++) {
            String message = "83" + ACTION + "a178 0" + i + "a179 06";
            assertThat(decoded(Point.class, message)).isEqualTo(new Point(i, 6));
            assertThat(decoded(Point.class, message)).isEqualTo(new Point(i, 6));
            assertThat(decoded(Turned.class, message)).isEqualTo(new Turned(6, i));
            assertThat(decoded(Partly.class, message)).isEqualTo(new Partly(i));
        }
    }

    @Test
    void recordsInsideRecordsAreFoundWhereTheyLie() {
        var reader = new PackReader();
        for (int i = 0; i < 4; i++) {
            byte[] around = Bytes.hex("83" + ACTION + "a178 0" + i + "a179 82a179 06a178 07");
            byte[] flat = Bytes.hex("83" + ACTION + "a179 0" + i + "a178 09");
            assertThat(read(Around.class, reader, around)).isEqualTo(new Around(i, new Point(7, 6)));
            assertThat(read(Turned.class, reader, flat)).isEqualTo(new Turned(i, 9));
            assertThat(read(Point.class, reader, flat)).isEqualTo(new Point(9, i));
        }
    }

    private Record read(Class<? extends Record> type, PackReader reader, byte[] payload) {
        byte[] array = among(payload);
        scan.scan(array, FROM, FROM + payload.length);
        return RecordBinding.of(type).decode(reader.reset(scan), "test");
    }

    @Test
    void ofAFormWithEqualNamesTheLastCounts() {
        String message = "84" + ACTION + "a178 01 a179 02 a178 0";
        for (int i = 0; i < 4; i++) {
            assertThat(decoded(Point.class, message + i)).isEqualTo(new Point(i, 2));
            assertSame(message + i);
        }
    }
}
