package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.CloseReason;
import dev.repod.FlightRecord;
import dev.repod.FlightRecord.Direction;
import dev.repod.FlightRecord.Frame;
import dev.repod.internal.session.FlightEntry.Other;
import dev.repod.internal.wire.Allocation;
import dev.repod.internal.wire.PayloadScan;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring of frames by itself: what it keeps, how it names it, and what a reader on another thread sees of it. */
class FlightRecorderTest {
    private static final long START = SessionRig.START_NANOS;

    private final PayloadScan scan = new PayloadScan(8);
    private FlightRecorder recorder = recorder(0);

    private static FlightRecorder recorder(int payloadBytes) {
        FlightRecorder made = new FlightRecorder(payloadBytes);
        made.begin(START);
        return made;
    }

    private void in(Object value, long atMillis) {
        byte[] frame = Frames.of(value);
        recorder.onBytes(START + atMillis * 1_000_000);
        if (scan.scan(frame, 4, frame.length) == PayloadScan.Kind.MESSAGE) {
            recorder.message(frame, 4, frame.length, scan);
        } else {
            recorder.library(frame, 4, frame.length);
        }
    }

    private void out(Object value) {
        byte[] frame = Frames.of(value);
        recorder.sent(frame, 0, frame.length);
    }

    private void flush(long atMillis) {
        recorder.onFlush(START + atMillis * 1_000_000);
    }

    private static Map<String, String> act(String action) {
        return Map.of("action", action);
    }

    private List<String> whats() {
        return recorder.record().frames().stream().map(Frame::what).toList();
    }

    /** Such as {@code 12 IN move 9}, with whole milliseconds. */
    private List<String> lines() {
        return recorder.record().frames().stream()
                .map(frame ->
                        frame.at().toMillis() + " " + frame.direction() + " " + frame.what() + " " + frame.bytes())
                .toList();
    }

    @Test
    void eachFrameHasItsTimeItsWayItsNameAndItsSize() {
        out(act("connected"));
        flush(0);
        in(List.of(1, 1, 0, Map.of()), 3);
        out(List.of(2, 1, 0, Map.of()));
        flush(3);
        in(act("move"), 10);
        out(act("moved"));
        flush(12);

        assertThat(lines())
                .containsExactly(
                        "0 OUT connected 18",
                        "3 IN [HELLO] 5",
                        "3 OUT [WELCOME] 5",
                        "10 IN move 13",
                        "12 OUT moved 14");
    }

    @Test
    void whatWaitsForItsFlushIsNoEarlierThanWhatCameBeforeIt() {
        in(act("a"), 7);
        out(act("b"));

        assertThat(lines()).containsExactly("7 IN a 10", "7 OUT b 10");
    }

    @Test
    void aFlushGivesNoTimeToWhatCameIn() {
        in(act("a"), 1);
        out(act("b"));
        in(act("c"), 2);
        flush(9);

        assertThat(lines()).containsExactly("1 IN a 10", "9 OUT b 10", "2 IN c 10");
    }

    @Test
    void theNewest64AreKept() {
        for (int i = 0; i < 1000; i++) {
            in(act("a" + i), i);
            assertThat(whats()).hasSize(Math.min(64, i + 1)).last().isEqualTo("a" + i);
        }
        assertThat(whats()).first().isEqualTo("a936");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 15, 16, 17, 22, 23, 24, 31, 32, 100, 255, 256, 70_000})
    void anActionIsCutTo23Bytes(int length) {
        String action = "abcdefghijklmnopqrstuvwxyz".repeat(1 + length / 26).substring(0, length);
        in(act(action), 0);
        out(act(action));

        String in = length <= 23 ? action : action.substring(0, 23) + "...";
        // Our own peers may not name their messages by a book: from 256 bytes on it is not looked for.
        assertThat(whats()).containsExactly(in, length < 256 ? in : "?");
    }

    @Test
    void anActionIsReadAtTheVeryEndOfAnArray() {
        byte[] frame = Frames.of(act("abcdefghijk"));
        for (int length = 1; length <= 11; length++) {
            byte[] whole = Frames.of(act("abcdefghijk".substring(0, length)));
            assertThat(whole).hasSizeLessThanOrEqualTo(frame.length);
            scan.scan(whole, 4, whole.length);
            recorder.message(whole, 4, whole.length, scan);
            recorder.sent(whole, 0, whole.length);
            assertThat(whats()).endsWith("abcdefghijk".substring(0, length), "abcdefghijk".substring(0, length));
        }
    }

    @Test
    void nothingOfWhatStandsBehindAnActionIsKept() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("action", "act");
        fields.put("password", "hunter2hunter2hunter2");
        in(fields, 0);
        out(fields);

        assertThat(whats()).containsExactly("act", "act");
        assertThat(recorder.record().toString()).doesNotContain("pass", "hunter", "68756e");
    }

    @Test
    void aMessageThatIsRelayedIsNamedWhereItsActionComesFirst() {
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("a", 1);
        last.put("action", "late");
        in(last, 0);
        out(last);
        Map<String, Object> many = new LinkedHashMap<>();
        many.put("action", "many");
        for (int i = 0; i < 40; i++) {
            many.put("field" + i, i);
        }
        out(many);
        out(Map.of("action", ""));

        assertThat(whats()).containsExactly("late", "?", "many", "");
    }

    @Test
    void anActionThatIsNoUtf8IsShownAsFarAsItCanBe() {
        byte[] frame = Frames.raw("81 a6 616374696f6e a3 61ff62");
        scan.scan(frame, 4, frame.length);
        recorder.message(frame, 4, frame.length, scan);
        out(act("x".repeat(22) + "\u00e4".repeat(3)));

        assertThat(whats()).containsExactly("a\ufffdb", "x".repeat(22) + "\ufffd...");
    }

    @Test
    void arraysWithoutAMeaningAreArrays() {
        in(List.of(), 0);
        in(List.of(64, 1), 0);
        in(List.of("x"), 0);
        in(List.of(-3), 0);
        out(List.of(6, "closed", ""));

        assertThat(whats()).containsExactly("[?]", "[?]", "[?]", "[?]", "[BYE]");
    }

    @Test
    void whatIsSkippedAndWhatBreaksTheConnectionIsShown() {
        recorder.other(Other.SKIPPED, 1);
        recorder.other(Other.BROKEN, 100);
        recorder.linkEnded(CloseReason.Kind.PROTOCOL_ERROR, START + 5_000_000);

        assertThat(lines()).containsExactly("0 IN (skipped) 1", "0 IN (broken) 100", "5 END PROTOCOL_ERROR 0");
    }

    // ---- signs of life

    @Test
    void ofSignsOfLifeInARowTheNewestOfEachKindIsKept() {
        out(act("a"));
        for (long i = 1; i <= 1000; i++) {
            out(List.of(3, i));
            flush(10 * i);
            in(List.of(4, i), 10 * i + 1);
            in(List.of(3, i), 10 * i + 2);
            out(List.of(4, i));
            flush(10 * i + 3);
        }

        assertThat(lines())
                .containsExactly(
                        "10 OUT a 10",
                        "10000 OUT [PING] 5",
                        "10001 IN [PONG] 5",
                        "10002 IN [PING] 5",
                        "10003 OUT [PONG] 5");
    }

    @Test
    void aMessageBetweenThemKeepsThemApart() {
        in(List.of(3, 1), 1);
        in(act("a"), 2);
        in(List.of(3, 1), 3);
        in(List.of(5, 1), 4);
        in(List.of(3, 1), 5);

        assertThat(lines()).containsExactly("1 IN [PING] 3", "2 IN a 10", "4 IN [ACK] 3", "5 IN [PING] 3");
    }

    @Test
    void signsOfLifeAreToldApartInARingThatIsFull() {
        for (int i = 0; i < 100; i++) {
            in(act("a" + i), i);
        }
        for (int i = 0; i < 100; i++) {
            in(List.of(3, i), 100 + i);
            in(List.of(5, i), 100 + i);
        }

        assertThat(whats()).hasSize(64).endsWith("a99", "[PING]", "[ACK]");
        assertThat(lines()).last().isEqualTo("199 IN [ACK] 3");
    }

    @Test
    void oneThatReplacesAnotherHasItsOwnTime() {
        out(List.of(4, 1));
        flush(1);
        in(List.of(3, 1), 2);
        out(List.of(4, 1));
        in(List.of(5, 1), 4);
        out(List.of(3, 1));
        flush(9);

        assertThat(lines()).containsExactly("2 IN [PING] 3", "9 OUT [PONG] 3", "4 IN [ACK] 3", "9 OUT [PING] 3");
    }

    // ---- payloads

    @Test
    void noPayloadIsKeptUnlessItIsAskedFor() {
        in(act("a"), 0);

        assertThat(recorder.record().frames()).extracting(Frame::payload).containsExactly("");
    }

    @Test
    void theBeginningOfEachMessageIsKeptWhereThatIsAskedFor() {
        recorder = recorder(9);
        for (int i = 0; i < 70; i++) {
            in(act("abc"), i);
            out(act("d"));
            in(List.of(3, 1), i);
        }

        assertThat(recorder.record().frames())
                .hasSize(64)
                .allSatisfy(frame -> assertThat(frame.payload())
                        .isEqualTo(
                                frame.what().equals("abc")
                                        ? "81a6616374696f6ea3"
                                        : frame.what().equals("d") ? "81a6616374696f6ea1" : ""));
    }

    @Test
    void aPayloadThatIsShorterIsShownAsItIs() {
        recorder = recorder(64);
        in(act("a"), 0);

        assertThat(recorder.record().frames()).extracting(Frame::payload).containsExactly("81a6616374696f6ea161");
    }

    // ---- from link to link

    private FlightRecorder nextLink(int payloadBytes, long afterMillis) {
        FlightRecorder next = new FlightRecorder(payloadBytes);
        next.begin(START + afterMillis * 1_000_000);
        return next;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 30, 63, 64, 65, 200})
    void theNextLinkGoesOnWithWhatWentOverTheOneBefore(int framesBefore) {
        FlightRecorder earlier = recorder(16);
        recorder = earlier;
        for (int i = 0; i < framesBefore; i++) {
            in(act("a" + i), i);
        }
        recorder.linkEnded(CloseReason.Kind.LOST, START + 300_000_000);
        recorder = nextLink(16, 1000);
        recorder.onBytes(START + 1_001_000_000);
        byte[] hello = Frames.of(List.of(1, 1, 1, Map.of()));
        recorder.library(hello, 4, hello.length);
        byte[] connected = Frames.CONNECTED;
        recorder.sent(connected, 0, connected.length);

        recorder.goOn(earlier);
        recorder.onFlush(START + 1_002_000_000);
        in(act("b"), 1003);

        List<String> expected = new ArrayList<>();
        for (int i = Math.max(0, framesBefore - 60); i < framesBefore; i++) {
            expected.add(i + " IN a" + i + " " + (10 + String.valueOf(i).length()));
        }
        expected.addAll(List.of("300 END LOST 0", "1001 IN [HELLO] 5", "1002 OUT connected 18", "1003 IN b 10"));
        assertThat(lines()).containsExactlyElementsOf(expected);
        assertThat(recorder.record().frames())
                .allSatisfy(frame -> assertThat(frame.payload().isEmpty())
                        .isEqualTo(frame.what().startsWith("[") || frame.direction() == Direction.END));
    }

    // ---- what it costs

    @Test
    void aFrameCostsNoGarbageOnceTheRingIsWhole() {
        byte[] move = Frames.message("move");
        scan.scan(move, 4, move.length);
        Runnable frames = () -> {
            for (int i = 0; i < 64; i++) {
                recorder.onBytes(START + i);
                recorder.message(move, 4, move.length, scan);
                recorder.sent(move, 0, move.length);
                recorder.onFlush(START + i);
            }
        };
        frames.run();

        assertThat(Allocation.ofHundred(frames)).isZero();
    }

    // ---- from another thread

    @Test
    void aReaderOnAnotherThreadSeesOnlyWholeFramesInTheirOrder() throws InterruptedException {
        recorder = recorder(16);
        AtomicBoolean done = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
            for (int i = 1; i < 300_000; i++) {
                // The name is long, and told by the size: where half of it is another's it shows.
                String action = String.valueOf((char) ('a' + i % 26)).repeat(i % 24);
                byte[] frame = Frames.of(Map.of("action", action));
                if (random.nextBoolean()) {
                    recorder.sent(frame, 0, frame.length);
                    recorder.onFlush(START + i);
                } else {
                    scan.scan(frame, 4, frame.length);
                    recorder.message(frame, 4, frame.length, scan);
                }
            }
            done.set(true);
        });
        writer.start();
        int reads = 0;
        while (!done.get() || reads == 0) {
            assertIsWhole(recorder.record());
            reads++;
        }
        writer.join();
        assertThat(recorder.record().frames()).hasSize(64);
    }

    private static void assertIsWhole(FlightRecord record) {
        int before = -1;
        for (Frame frame : record.frames()) {
            byte[] action = frame.what().getBytes(StandardCharsets.UTF_8);
            int length = action.length;
            assertThat(frame.bytes()).isEqualTo(Frames.of(act(frame.what())).length - 4);
            assertThat(frame.payload().length()).isEqualTo(2 * Math.min(16, frame.bytes()));
            for (byte each : action) {
                assertThat(each).isEqualTo(action[0]);
            }
            // Lengths follow each other; a frame that were left out in the middle would show.
            assertThat(before < 0 || length == (before + 1) % 24).isTrue();
            before = length;
        }
    }

    @Test
    void timesAreKeptForYears() {
        recorder.onBytes(START + Duration.ofDays(1000).toNanos());
        byte[] frame = Frames.message("a");
        scan.scan(frame, 4, frame.length);
        recorder.message(frame, 4, frame.length, scan);

        assertThat(recorder.record().frames()).extracting(Frame::at).containsExactly(Duration.ofDays(1000));
    }
}
