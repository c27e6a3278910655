package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.wire.SpareArrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a queue keeps of what it has handed over, against a model that keeps everything. */
class ReplayTest {
    private static final ReplayBounds BOUNDS = new ReplayBounds(50, 4000);

    private final RecordingLink link = new RecordingLink();
    private final SpareArrays spare = new SpareArrays(1 << 20, 1 << 20);

    private static byte[] message(int number, int padding) {
        return Frames.of(java.util.Map.of("action", "m" + number, "p", "x".repeat(padding)));
    }

    private static byte[] ping() {
        return Frames.of(List.of(3, 7));
    }

    private static void append(OutboundQueue queue, byte[] frame) {
        queue.append(frame, 0, frame.length);
    }

    private List<String> written() {
        List<String> texts = Frames.texts(link.written.toByteArray());
        link.written.reset();
        return texts;
    }

    private static List<Integer> numbers(List<String> texts) {
        List<Integer> numbers = new ArrayList<>();
        for (String text : texts) {
            int at = text.indexOf("action=m");
            if (at >= 0) {
                String rest = text.substring(at + 8);
                numbers.add(Integer.parseInt(rest.split("[,}]")[0]));
            }
        }
        return numbers;
    }

    /** Links come and go, are full at times, and acknowledge when they like; the peer gets each message once and in order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverHappensThePeerGetsEachMessageOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        List<Integer> got = new ArrayList<>();
        int sent = 0;
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        append(queue, Frames.CONNECTED);
        queue.count(BOUNDS);
        for (int step = 0; step < 3000; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    if (sent - got.size() < 40) {
                        append(queue, message(++sent, random.nextInt(30)));
                    }
                }
                case 3 -> append(queue, ping());
                case 4 -> {
                    link.writable = true;
                    link.roomBytes = 1 + random.nextInt(300);
                    queue.writeTo(link);
                }
                case 5 -> {
                    // The peer reads some of what was written, and perhaps says so.
                    got.addAll(numbers(written()));
                    if (random.nextBoolean()) {
                        assertThat(queue.acknowledge(got.size())).isTrue();
                    }
                }
                case 6 -> assertThat(queue.written()).isGreaterThanOrEqualTo(got.size());
                default -> {
                    // The link breaks, and what it had not delivered is gone.
                    List<Integer> arrived = numbers(written());
                    got.addAll(arrived.subList(0, random.nextInt(arrived.size() + 1)));
                    Backlog backlog = queue.detach(BOUNDS);
                    assertThat(backlog.covers(got.size())).isTrue();
                    if (random.nextBoolean()) {
                        byte[] frame = message(++sent, 5);
                        assertThat(backlog.append(frame, 0, frame.length)).isTrue();
                    }
                    OutboundQueue next = new OutboundQueue(spare, new FlightRecorder(0));
                    append(next, Frames.CONNECTED);
                    next.goOn(BOUNDS, backlog, got.size());
                    queue = next;
                    link.writable = true;
                }
            }
        }
        link.writable = true;
        link.roomBytes = Integer.MAX_VALUE;
        queue.writeTo(link);
        got.addAll(numbers(written()));

        assertThat(got).hasSize(sent).isSorted().doesNotHaveDuplicates();
        assertThat(queue.acknowledge(sent)).isTrue();
        assertThat(queue.heldBytes()).isZero();
    }

    @Test
    void anAcknowledgementOfMoreThanWasHandedOverIsRefused() {
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.count(BOUNDS);
        append(queue, message(1, 0));
        assertThat(queue.acknowledge(1)).isFalse();

        queue.writeTo(link);

        assertThat(queue.acknowledge(2)).isFalse();
        assertThat(queue.acknowledge(1)).isTrue();
    }

    @Test
    void theOldestAreForgottenByNumberAndByBytes() {
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.count(new ReplayBounds(3, 100));
        for (int i = 1; i <= 4; i++) {
            append(queue, message(i, 0));
        }
        queue.writeTo(link);
        Backlog few = queue.detach(new ReplayBounds(3, 100));
        assertThat(few.covers(0)).isFalse();
        assertThat(few.covers(1)).isTrue();

        queue.count(new ReplayBounds(30, 100));
        append(queue, message(1, 60));
        append(queue, message(2, 60));
        queue.writeTo(link);
        Backlog small = queue.detach(new ReplayBounds(30, 100));
        assertThat(small.covers(0)).isFalse();
        assertThat(small.covers(1)).isTrue();
    }

    @Test
    void whatIsNeverAskedForAgainIsNotKeptAndStillCounted() {
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.count(BOUNDS);
        append(queue, message(1, 0));
        queue.writeTo(link);
        assertThat(queue.heldBytes()).isPositive();

        queue.keep(ReplayBounds.NOTHING);
        assertThat(queue.heldBytes()).isZero();
        append(queue, message(2, 0));
        queue.writeTo(link);

        assertThat(queue.written()).isEqualTo(2);
        assertThat(queue.heldBytes()).isZero();
        assertThat(queue.acknowledge(2)).isTrue();
    }

    @Test
    void aDetachedSessionHoldsNoMoreThanItsBoundsHoweverMuchThereWas() {
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        ReplayBounds bounds = new ReplayBounds(1_000_000, 256 << 10);
        queue.count(bounds);
        for (int i = 0; i < 3000; i++) {
            append(queue, message(i, 60));
        }
        queue.writeTo(link);
        for (int i = 0; i < 2000; i++) {
            append(queue, message(i, 60));
        }

        Backlog backlog = queue.detach(bounds);
        assertThat(backlog.heldBytes()).isLessThanOrEqualTo(bounds.bytes());
        byte[] frame = message(1, 1);
        boolean more = true;
        while (more) {
            assertThat(backlog.heldBytes()).isLessThanOrEqualTo(bounds.bytes());
            more = backlog.append(frame, 0, frame.length);
        }
        assertThat(backlog.isOverflown()).isTrue();
        assertThat(backlog.heldBytes()).isZero();
    }

    /** Counted by what is copied, not by time: a queue of any length is looked at twice. */
    @Test
    void detachingAQueueThatIsFarTooLongCopiesNothingTwice() {
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        ReplayBounds bounds = new ReplayBounds(1_000_000, 4096);
        queue.count(bounds);
        for (int i = 0; i < 20_000; i++) {
            append(queue, message(i, 30));
        }
        long before = dev.repod.internal.wire.Allocation.ofThisThread();

        Backlog backlog = queue.detach(bounds);

        assertThat(backlog.isOverflown()).isTrue();
        assertThat(dev.repod.internal.wire.Allocation.ofThisThread() - before).isLessThan(64 << 10);
    }

    @Test
    void aMessageLargerThanTheBoundCannotBeSentAgain() {
        OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.count(BOUNDS);
        append(queue, message(1, 5000));
        queue.writeTo(link);

        Backlog backlog = queue.detach(BOUNDS);

        assertThat(backlog.covers(0)).isFalse();
        assertThat(backlog.covers(1)).isTrue();
        assertThat(backlog.isOverflown()).isFalse();
    }
}
