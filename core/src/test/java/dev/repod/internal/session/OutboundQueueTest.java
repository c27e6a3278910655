package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.wire.SpareArrays;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundQueueTest {
    private final RecordingLink link = new RecordingLink();
    private final SpareArrays spare = new SpareArrays(1 << 20, 1 << 20);
    private final OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));

    /** So many bytes in all, the header that says it included. */
    private static byte[] frame(int size, int first) {
        ByteBuffer frame = ByteBuffer.allocate(size).putInt(size - Integer.BYTES);
        while (frame.hasRemaining()) {
            frame.put((byte) (first + frame.position()));
        }
        return frame.array();
    }

    private void append(byte[] frame) {
        queue.append(Frames.joined(new byte[] {-1}, frame, new byte[] {-1}), 1, 1 + frame.length);
    }

    @Test
    void handsOverABurstAsOneWrite() {
        for (int i = 0; i < 1000; i++) {
            append(frame(20, i));
        }
        assertThat(queue.queuedBytes()).isEqualTo(20_000);

        queue.writeTo(link);

        assertThat(link.writes).containsExactly(20_000);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.queuedBytes()).isZero();
    }

    @Test
    void handsOverAtMost64KiBAtOnceAndCutsBetweenFrames() {
        for (int i = 0; i < 6; i++) {
            append(frame(25_000, i));
        }

        queue.writeTo(link);

        assertThat(link.writes).containsExactly(50_000, 50_000, 50_000);
    }

    @Test
    void aFrameLargerThanABatchGoesOutWhole() {
        append(frame(10, 0));
        append(frame(1_000_000, 1));
        append(frame(10, 2));

        queue.writeTo(link);

        assertThat(link.writes).containsExactly(10, 1_000_000, 10);
    }

    @Test
    void nothingIsWrittenWhileTheSystemIsFullAndWhatWaitsKeepsItsBoundaries() {
        link.roomBytes = 1;
        append(frame(40_000, 1));
        append(frame(40_000, 2));
        append(frame(7, 3));

        queue.writeTo(link);
        assertThat(link.writes).containsExactly(40_000);
        assertThat(queue.queuedBytes()).isEqualTo(40_007);
        queue.writeTo(link);
        assertThat(link.writes).hasSize(1);

        link.writable = true;
        queue.writeTo(link);
        assertThat(link.writes).containsExactly(40_000, 40_007);
        assertThat(link.written.toByteArray())
                .isEqualTo(Frames.joined(frame(40_000, 1), frame(40_000, 2), frame(7, 3)));
    }

    @Test
    void aQueueThatIsEmptyHoldsNoArrayAndTheNextOneToNeedOneGetsIt() {
        append(frame(300, 1));
        queue.writeTo(link);
        byte[] array = spare.take(300);
        assertThat(array).startsWith(frame(300, 1));
        spare.giveBack(array);

        var other = new OutboundQueue(spare, new FlightRecorder(0));
        other.append(frame(200, 7), 0, 200);

        assertThat(array).startsWith(frame(200, 7));
    }

    @Test
    void twoQueuesThatWaitDoNotShareAnArray() {
        link.roomBytes = 0;
        link.writable = false;
        var other = new OutboundQueue(spare, new FlightRecorder(0));
        append(frame(100, 1));
        other.append(frame(100, 2), 0, 100);
        append(frame(100, 3));

        link.roomBytes = Integer.MAX_VALUE;
        link.writable = true;
        queue.writeTo(link);
        other.writeTo(link);

        assertThat(link.written.toByteArray()).isEqualTo(Frames.joined(frame(100, 1), frame(100, 3), frame(100, 2)));
    }

    @Test
    void goesOnAfterABurstThatWasTooLargeToKeepTheArrayFor() {
        for (int i = 0; i < 3; i++) {
            append(frame(20_000, i));
        }
        queue.writeTo(link);

        append(frame(5, 9));
        queue.writeTo(link);

        assertThat(link.writes).containsExactly(60_000, 5);
    }

    @Test
    void anEmptyQueueTakesFramesAgainAfterItWasCleared() {
        append(frame(10, 0));
        append(frame(10, 1));
        queue.writeTo(link);
        append(frame(10, 2));
        queue.clear();
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.queuedBytes()).isZero();

        append(frame(4, 4));
        queue.writeTo(link);

        assertThat(link.writes).containsExactly(20, 4);
    }

    /** Against the simplest queue there is: growth, moving to the front and batches, in every mixture. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesLikeAPlainQueueOfFrames(long seed) {
        var random = new Random(seed);
        var model = new ArrayDeque<byte[]>();
        var expected = new ByteArrayOutputStream();
        for (int step = 0; step < 3000; step++) {
            if (random.nextInt(5) > 0) {
                int size = random.nextInt(20) == 0 ? random.nextInt(40_000) + 4 : random.nextInt(60) + 4;
                byte[] frame = frame(size, random.nextInt());
                model.add(frame);
                append(frame);
            } else {
                link.writable = true;
                link.roomBytes = random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(3000) + 1;
                int writesBefore = link.writes.size();
                queue.writeTo(link);
                takeWritten(model, expected, link.writes.subList(writesBefore, link.writes.size()));
            }
            assertThat(queue.queuedBytes())
                    .isEqualTo(model.stream().mapToInt(frame -> frame.length).sum());
            assertThat(queue.isEmpty()).isEqualTo(model.isEmpty());
        }
        assertThat(link.written.toByteArray()).isEqualTo(expected.toByteArray());
    }

    /** Each write must be a row of whole frames. */
    private static void takeWritten(
            ArrayDeque<byte[]> model, ByteArrayOutputStream expected, Iterable<Integer> writes) {
        for (int size : writes) {
            int taken = 0;
            while (taken < size) {
                byte[] frame = model.remove();
                expected.writeBytes(frame);
                taken += frame.length;
            }
            assertThat(taken).isEqualTo(size);
        }
    }
}
