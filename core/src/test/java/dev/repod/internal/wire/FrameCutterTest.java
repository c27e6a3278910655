package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.CloseReason;
import dev.repod.Limits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCutterTest {
    private final List<String> payloads = new ArrayList<>();
    private final FrameCutter cutter = new FrameCutter(1000, new SpareArrays(1 << 20, 1 << 20));

    private boolean keep(byte[] array, int from, int to) {
        payloads.add(Bytes.hex(Arrays.copyOfRange(array, from, to)));
        return true;
    }

    private void feed(byte[] bytes) {
        cutter.feed(bytes, 0, bytes.length, this::keep);
    }

    private void feed(String hex) {
        feed(Bytes.hex(hex));
    }

    private CloseReason reasonFor(String hex) {
        try {
            feed(hex);
        } catch (BrokenPeerException broken) {
            return broken.reason();
        }
        throw new AssertionError("not refused: " + hex);
    }

    @Test
    void cutsTheFramesOfOneRead() {
        feed("00000001 aa 00000002 bbcc 00000001 dd");

        assertThat(payloads).containsExactly("aa", "bbcc", "dd");
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void handsAWholeFrameOverWhereItLies() {
        byte[] bytes = Bytes.hex("ffff 00000002 aabb ffff");
        List<Object> seen = new ArrayList<>();

        cutter.feed(bytes, 2, 8, (array, from, to) -> seen.addAll(List.of(array, from, to)));

        assertThat(seen).hasSize(3);
        assertThat(seen.get(0)).isSameAs(bytes);
        assertThat(seen.subList(1, 3)).isEqualTo(List.of(6, 8));
    }

    @Test
    void readsItsRangeAlone() {
        byte[] bytes = Bytes.hex("ffff 00000001 aa 00000001 bb");

        cutter.feed(bytes, 2, 7, this::keep);

        assertThat(payloads).containsExactly("aa");
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void nothingIsNoFrame() {
        feed("");

        assertThat(payloads).isEmpty();
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void waitsForTheRestOfAFrame() {
        feed("00000003 aabb");
        assertThat(cutter.isMidFrame()).isTrue();
        assertThat(payloads).isEmpty();

        feed("cc 00000001 dd");

        assertThat(payloads).containsExactly("aabbcc", "dd");
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void isMidFrameFromTheFirstByteOfTheHeader() {
        feed("00");

        assertThat(cutter.isMidFrame()).isTrue();
    }

    @Test
    void aHeaderMayComeInPieces() {
        feed("00");
        feed("0000");
        feed("02aa");
        feed("bb00");
        feed("000001cc");

        assertThat(payloads).containsExactly("aabb", "cc");
    }

    @Test
    void aFrameMayComeByteByByte() {
        byte[] frame = Bytes.frame(1000);
        for (byte b : frame) {
            feed(new byte[] {b});
        }

        assertThat(payloads).containsExactly(Bytes.hex(frame).substring(8));
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void theRemainderIsCopiedSoThatTheArrayMayBeUsedAgain() {
        byte[] shared = Bytes.hex("00000002 aa");
        feed(shared);
        Arrays.fill(shared, (byte) 0xff);

        feed("bb");

        assertThat(payloads).containsExactly("aabb");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howTheBytesAreSplitMakesNoDifference(long seed) {
        var random = new Random(seed);
        List<String> sent = new ArrayList<>();
        byte[] stream = {};
        for (int i = 0; i < 200; i++) {
            byte[] frame = Bytes.frame(1 + random.nextInt(random.nextInt(10) == 0 ? 1000 : 20));
            sent.add(Bytes.hex(frame).substring(8));
            stream = Bytes.concat(stream, frame);
        }

        int at = 0;
        while (at < stream.length) {
            int to = Math.min(stream.length, at + random.nextInt(random.nextBoolean() ? 6 : 700));
            cutter.feed(stream, at, to, this::keep);
            at = to;
        }

        assertThat(payloads).isEqualTo(sent);
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void refusesAnEmptyFrame() {
        assertThat(reasonFor("00000001 aa 00000000"))
                .isEqualTo(CloseReason.of(CloseReason.Kind.PROTOCOL_ERROR, "empty frame"));
        assertThat(payloads).containsExactly("aa");
    }

    @Test
    void refusesALengthAboveTheLimitBeforeItsBytesArrive() {
        assertThat(reasonFor("000003e9")).isEqualTo(CloseReason.overLimit("frame_bytes", 1000, 1001));
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void refusesALengthAboveTheLimitWhenItsLastByteArrives() {
        feed("000003");

        assertThat(reasonFor("e9")).isEqualTo(CloseReason.overLimit("frame_bytes", 1000, 1001));
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void theLimitItselfIsAllowed() {
        feed(Bytes.frame(1000));

        assertThat(payloads).hasSize(1);
    }

    @Test
    void whatCannotBeAFrameIsToldFromWhatIsTooLarge() {
        CloseReason http = reasonFor(Bytes.hex(Bytes.ascii("GET / HTTP/1.1\r\n")));

        assertThat(http.kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
        assertThat(http.text()).isEqualTo("no frame begins with 0x47: lengths stay under 16 MiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01000000", "7fffffff", "80000000", "ffffffff"})
    void sixteenMebibytesAndMoreAreNoFrame(String header) {
        CloseReason reason = reasonFor(header);

        assertThat(reason.kind()).isEqualTo(CloseReason.Kind.PROTOCOL_ERROR);
        assertThat(reason.text()).contains("0x" + header.substring(0, 2));
    }

    @Test
    void oneByteBelowSixteenMebibytesIsAFrameThatIsTooLarge() {
        assertThat(reasonFor("00ffffff").limit()).isEqualTo("frame_bytes");
    }

    @Test
    void claimingMuchTakesNoMemory() {
        var generous = new FrameCutter(Limits.LARGEST_FRAME_BYTES, new SpareArrays(1 << 20, 1 << 20));
        long before = Allocation.ofThisThread();

        generous.feed(Bytes.hex("00ffffff aa"), 0, 5, this::keep);

        assertThat(Allocation.ofThisThread() - before).isLessThan(100_000);
        assertThat(generous.isMidFrame()).isTrue();
    }

    @Test
    void aLargeFrameInSmallPiecesTakesMemoryInProportion() {
        byte[] frame = Bytes.frame(4 << 20);
        var generous = new FrameCutter(8 << 20, new SpareArrays(1 << 20, 1 << 20));
        int[] received = {0};
        FrameCutter.Sink sink = (array, from, to) -> {
            received[0] += to - from;
            return true;
        };
        long before = Allocation.ofThisThread();
        for (int at = 0; at < frame.length; at++) {
            generous.feed(frame, at, at + 1, sink);
        }

        // Doubling takes twice the frame in all, for its last step goes no further than the frame.
        assertThat(Allocation.ofThisThread() - before).isLessThan(frame.length * 22L / 10);
        assertThat(received[0]).isEqualTo(4 << 20);
    }

    @Test
    void betweenTwoFramesNothingIsHeld() {
        feed("00000002 aa");
        assertThat(cutter.heldBytes()).isPositive();
        feed("bb 00000001 cc");
        assertThat(cutter.heldBytes()).isZero();
        feed("00");
        cutter.drop();
        assertThat(cutter.heldBytes()).isZero();
    }

    @Test
    void whatOneLinkHasOutgrownTheNextOneTakes() {
        var spare = new SpareArrays(1 << 20, 1 << 20);
        byte[] frame = Bytes.frame(60_000);
        FrameCutter.Sink sink = (array, from, to) -> true;
        for (int i = 0; i < 100; i++) {
            var next = new FrameCutter(1 << 20, spare);
            long before = Allocation.ofThisThread();
            next.feed(frame, 0, 1000, sink);
            next.feed(frame, 1000, 5000, sink);
            next.feed(frame, 5000, frame.length - 1, sink);
            next.feed(frame, frame.length - 1, frame.length, sink);
            assertThat(i < 2 || Allocation.ofThisThread() - before < 1000).isTrue();
        }
    }

    /** A handler that answers takes an array for that, while it reads this one. */
    @Test
    void aFrameIsNobodyElsesUntilItsSinkReturns() {
        var spare = new SpareArrays(1 << 20, 1 << 20);
        var ofSpare = new FrameCutter(1000, spare);
        byte[] frame = Bytes.frame(200);
        byte[][] seen = new byte[2][];
        ofSpare.feed(frame, 0, 100, this::keep);
        ofSpare.feed(frame, 100, frame.length, (array, from, to) -> {
            seen[0] = array;
            seen[1] = spare.take(1);
            return true;
        });

        assertThat(seen[1]).isNotSameAs(seen[0]);
        assertThat(spare.take(1)).isSameAs(seen[0]);
    }

    @Test
    void aSinkThatStopsDropsTheRestOfTheRead() {
        cutter.feed(Bytes.hex("00000001 aa 00000001 bb 00000001 cc 0000"), 0, 17, (array, from, to) -> {
            keep(array, from, to);
            return payloads.size() < 2;
        });

        assertThat(payloads).containsExactly("aa", "bb");
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void aSinkMayStopAtAFrameThatCameInPieces() {
        feed("00000002 aa");

        cutter.feed(Bytes.hex("bb 00000001 cc"), 0, 6, (array, from, to) -> {
            keep(array, from, to);
            return false;
        });

        assertThat(payloads).containsExactly("aabb");
        assertThat(cutter.isMidFrame()).isFalse();
    }

    @Test
    void aSinkThatThrowsLeavesNoFrameBehind() {
        feed("00000002 aa");
        var oops = new IllegalStateException("oops");

        assertThatThrownBy(() -> cutter.feed(Bytes.hex("bb 000000"), 0, 4, (array, from, to) -> {
                    throw oops;
                }))
                .isSameAs(oops);

        assertThat(cutter.isMidFrame()).isFalse();
        feed("00000001 cc");
        assertThat(payloads).containsExactly("cc");
    }

    @Test
    void aSinkMayThrowOnAFrameThatCameWhole() {
        assertThatThrownBy(() -> cutter.feed(Bytes.hex("00000001 aa 00000002 bb"), 0, 10, (array, from, to) -> {
                    throw new IllegalStateException("oops");
                }))
                .hasMessage("oops");

        assertThat(cutter.isMidFrame()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Limits.LARGEST_FRAME_BYTES + 1})
    void refusesALimitThatNoFrameCanHave(int limit) {
        assertThatThrownBy(() -> new FrameCutter(limit, new SpareArrays(1 << 20, 1 << 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(limit));
    }

    @Test
    void theExceptionIsCheap() {
        try {
            feed("00000000");
        } catch (BrokenPeerException broken) {
            assertThat(broken.getStackTrace()).isEmpty();
            assertThat(broken).hasMessage("PROTOCOL_ERROR: empty frame");
            return;
        }
        throw new AssertionError("not refused");
    }
}
