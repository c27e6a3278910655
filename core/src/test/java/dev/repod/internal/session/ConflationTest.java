package dev.repod.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.wire.SpareArrays;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that make earlier ones out of date: which of them stay, and where. */
class ConflationTest {
    private static final ReplayBounds BOUNDS = new ReplayBounds(10_000, 4 << 20);

    private final RecordingLink link = new RecordingLink();
    private final SpareArrays spare = new SpareArrays(1 << 20, 1 << 20);
    private OutboundQueue queue = new OutboundQueue(spare, new FlightRecorder(0));

    private static LatestKey key(Object key) {
        return new LatestKey("state", key);
    }

    private static byte[] message(int number, int padding) {
        return Frames.of(Map.of("action", "m" + number, "p", "x".repeat(padding)));
    }

    private void send(int number) {
        byte[] frame = message(number, 0);
        queue.appendMessage(frame, 0, frame.length);
    }

    private void sendLatest(Object key, int number) {
        sendLatest(key, message(number, 0));
    }

    private void sendLatest(Object key, byte[] frame) {
        queue.appendLatest(key(key), Frames.joined(new byte[] {1}, frame), 1, 1 + frame.length);
    }

    /** The numbers of the messages that were written since this was last asked. */
    private List<Integer> written() {
        List<Integer> numbers = new ArrayList<>();
        for (String text : Frames.texts(link.written.toByteArray())) {
            int at = text.indexOf("action=m");
            if (at >= 0) {
                numbers.add(Integer.parseInt(text.substring(at + 8).split("[,}]")[0]));
            }
        }
        link.written.reset();
        return numbers;
    }

    private List<Integer> flushed() {
        link.writable = true;
        link.roomBytes = Integer.MAX_VALUE;
        queue.writeTo(link);
        return written();
    }

    private int sizeOf(int number) {
        return message(number, 0).length;
    }

    // ---- on a link

    @Test
    void onlyTheNewestStaysAndItOvertakesNothing() {
        sendLatest("a", 1);
        send(2);
        sendLatest("a", 3);
        send(4);

        assertThat(queue.queuedBytes()).isEqualTo(3 * sizeOf(1));
        assertThat(flushed()).containsExactly(2, 3, 4);
        assertThat(queue.heldBytes()).isZero();
    }

    @Test
    void eachKeyHasItsOwnNewest() {
        sendLatest("a", 1);
        sendLatest(7, 2);
        sendLatest(7L, 3);
        sendLatest("a", 4);
        sendLatest(7, 5);

        assertThat(flushed()).containsExactly(3, 4, 5);
    }

    @Test
    void theSameKeyOfAnotherActionIsAnotherKey() {
        byte[] frame = message(1, 0);
        queue.appendLatest(new LatestKey("one", null), frame, 0, frame.length);
        queue.appendLatest(new LatestKey("two", null), frame, 0, frame.length);

        assertThat(flushed()).containsExactly(1, 1);
    }

    @Test
    void whatIsOnItsWayIsNotTakenBack() {
        link.roomBytes = 1;
        sendLatest("a", 1);
        queue.writeTo(link);
        sendLatest("a", 2);
        sendLatest("a", 3);

        assertThat(flushed()).containsExactly(1, 3);
    }

    @Test
    void whatTheLibrarySaysItselfKeepsItsPlaceAmongThem() {
        byte[] ping = Frames.of(List.of(3, 7));
        sendLatest("a", 1);
        queue.append(ping, 0, ping.length);
        sendLatest("a", 2);
        queue.writeTo(link);

        assertThat(Frames.texts(link.written.toByteArray())).hasSize(2).first().isEqualTo("[3, 7]");
    }

    @Test
    void theOldestThatWaitsIsNoticedBehindWhatIsDead() {
        link.writable = false;
        sendLatest("a", message(1, 500));
        assertThat(queue.nextBytes()).isEqualTo(message(1, 500).length);
        send(2);
        sendLatest("a", message(3, 500));

        assertThat(queue.nextBytes()).isEqualTo(sizeOf(2));
    }

    @Test
    void aStreamOfSnapshotsBuildsNoBacklogHoweverLongNobodyReads() {
        link.writable = false;
        byte[] snapshot = message(1, 10_000);
        for (int i = 0; i < 100_000; i++) {
            sendLatest("a", snapshot);
            assertThat(queue.queuedBytes()).isEqualTo(snapshot.length);
            assertThat(queue.heldBytes()).isLessThanOrEqualTo(4 * snapshot.length);
        }
        assertThat(flushed()).containsExactly(1);
    }

    @Test
    void nothingIsRememberedOfAKeyWhoseMessageIsOnItsWay() {
        for (int i = 0; i < 1000; i++) {
            sendLatest("player " + i, i);
        }
        assertThat(flushed()).hasSize(1000);
        long before = dev.repod.internal.wire.Allocation.ofThisThread();
        for (int i = 0; i < 1000; i++) {
            queue.writeTo(link);
        }
        assertThat(dev.repod.internal.wire.Allocation.ofThisThread() - before).isLessThan(64 << 10);
        sendLatest("player 5", 5);
        assertThat(queue.queuedBytes()).isEqualTo(sizeOf(5));
    }

    // ---- with a session

    @Test
    void aMessageIsNumberedWhenItIsWrittenAndAnAcknowledgementOfMoreIsRefused() {
        queue.count(BOUNDS);
        sendLatest("a", 1);
        send(2);
        sendLatest("a", 3);

        assertThat(flushed()).containsExactly(2, 3);
        assertThat(queue.written()).isEqualTo(2);
        assertThat(queue.acknowledge(3)).isFalse();
        assertThat(queue.acknowledge(2)).isTrue();
        assertThat(queue.heldBytes()).isZero();
    }

    @Test
    void whatWasWrittenIsSentAgainEvenWhereANewerOneWaits() {
        queue.count(BOUNDS);
        sendLatest("a", 1);
        assertThat(flushed()).containsExactly(1);
        link.writable = false;
        sendLatest("a", 2);
        sendLatest("a", 3);

        Backlog backlog = queue.detach(BOUNDS);
        assertThat(backlog.messages()).isEqualTo(2);
        assertThat(backlog.queuedBytes()).isEqualTo(sizeOf(3));
        queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.goOn(BOUNDS, backlog, 0);

        assertThat(flushed()).containsExactly(1, 3);
        assertThat(queue.written()).isEqualTo(2);
    }

    @Test
    void aNewerOneIsFoundToBeNewerWhereTheOldestHadToBeForgottenAtTheLoss() {
        ReplayBounds two = new ReplayBounds(2, 1 << 20);
        queue.count(two);
        send(1);
        send(2);
        flushed();
        sendLatest("a", 3);

        Backlog backlog = queue.detach(two);
        byte[] newer = message(4, 0);
        assertThat(backlog.appendLatest(key("a"), newer, 0, newer.length)).isTrue();
        queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.goOn(two, backlog, 1);

        assertThat(flushed()).containsExactly(2, 4);
    }

    @Test
    void aClientThatIsAwayKeepsItsSessionThroughAnHourOfSnapshots() {
        queue.count(new ReplayBounds(1024, 256 << 10));
        send(1);
        flushed();
        link.writable = false;
        sendLatest("a", 2);
        send(3);
        Backlog backlog = queue.detach(new ReplayBounds(1024, 256 << 10));
        for (int i = 4; i < 3600 * 60; i++) {
            byte[] snapshot = message(i, 10_000);
            assertThat(backlog.appendLatest(key("a"), snapshot, 0, snapshot.length))
                    .isTrue();
        }
        assertThat(backlog.messages()).isEqualTo(3);
        assertThat(backlog.heldBytes()).isLessThanOrEqualTo(64 << 10);

        queue = new OutboundQueue(spare, new FlightRecorder(0));
        queue.goOn(BOUNDS, backlog, 1);
        sendLatest("a", 1_000_000);

        assertThat(flushed()).containsExactly(3, 1_000_000);
    }

    @Test
    void awayToAMessageThatHasToArriveCountsAgainstTheBoundAndASnapshotThatFitsDoesNot() {
        ReplayBounds bounds = new ReplayBounds(3, 1 << 20);
        Backlog backlog = queue.detach(bounds);
        for (int i = 0; i < 10; i++) {
            byte[] frame = message(i, 0);
            assertThat(backlog.appendLatest(key("a"), frame, 0, frame.length)).isTrue();
        }
        byte[] frame = message(10, 0);
        assertThat(backlog.append(frame, 0, frame.length)).isTrue();
        assertThat(backlog.append(frame, 0, frame.length)).isTrue();
        assertThat(backlog.appendLatest(key("a"), frame, 0, frame.length)).isTrue();
        assertThat(backlog.appendLatest(key("b"), frame, 0, frame.length)).isFalse();
        assertThat(backlog.isOverflown()).isTrue();
        assertThat(backlog.heldBytes()).isZero();
        assertThat(backlog.queuedBytes()).isZero();
    }

    @Test
    void whatWasSentBeforeTheSessionIsNeitherCountedNorMixedUpWithWhatIsCounted() {
        sendLatest("a", 1);
        sendLatest("a", 2);
        queue.count(BOUNDS);
        sendLatest("a", 3);

        assertThat(flushed()).containsExactly(2, 3);
        assertThat(queue.written()).isEqualTo(1);
    }

    // ---- against a model

    private record Sent(int number, @Nullable Integer key) {}

    /**
     * Links come and go, are full at times, and acknowledge when they like. The model keeps a plain list of what waits, and one of
     * what was ever written; the peer has to get exactly the second.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverHappensThePeerGetsWhatAListWouldHaveGivenIt(long seed) {
        Random random = new Random(seed);
        boolean hasSession = seed % 3 != 0;
        Deque<Sent> waiting = new ArrayDeque<>();
        Deque<Sent> toSendAgain = new ArrayDeque<>();
        List<Integer> everWritten = new ArrayList<>();
        List<Integer> got = new ArrayList<>();
        int number = 0;
        queue.append(Frames.CONNECTED, 0, Frames.CONNECTED.length);
        if (hasSession) {
            queue.count(BOUNDS);
        }
        for (int step = 0; step < 5000; step++) {
            int action = random.nextInt(hasSession ? 9 : 8);
            if (action < 6) {
                @Nullable Integer key = action < 2 ? null : random.nextInt(4);
                byte[] frame = message(++number, random.nextInt(10) == 0 ? random.nextInt(9000) : random.nextInt(40));
                enter(waiting, new Sent(number, key));
                if (key == null) {
                    queue.appendMessage(frame, 0, frame.length);
                } else {
                    sendLatest(key, frame);
                }
                if (random.nextInt(8) == 0) {
                    byte[] ping = Frames.of(List.of(3, 7));
                    queue.append(ping, 0, ping.length);
                }
            } else if (action < 8) {
                link.writable = random.nextInt(3) > 0;
                link.roomBytes = 1 + random.nextInt(6000);
                queue.writeTo(link);
                List<Integer> now = written();
                for (int each : now) {
                    boolean again = !toSendAgain.isEmpty();
                    Sent expected = again ? toSendAgain.remove() : waiting.remove();
                    assertThat(each).isEqualTo(expected.number());
                    if (!again) {
                        everWritten.add(each);
                    }
                    got.add(each);
                }
                if (hasSession && random.nextInt(3) == 0 && toSendAgain.isEmpty()) {
                    assertThat(queue.acknowledge(got.size())).isTrue();
                    assertThat(queue.acknowledge(got.size() + 1L)).isFalse();
                }
            } else {
                // The link breaks. Of what was written and not acknowledged the peer has some, and asks for the rest.
                Backlog backlog = queue.detach(BOUNDS);
                int acknowledged = (int) backlog.released();
                int received = acknowledged + random.nextInt(got.size() - acknowledged + 1);
                toSendAgain.clear();
                everWritten
                        .subList(received, everWritten.size())
                        .forEach(each -> toSendAgain.add(new Sent(each, null)));
                while (got.size() > received) {
                    got.remove(got.size() - 1);
                }
                for (int i = random.nextInt(10); i > 0; i--) {
                    @Nullable Integer key = random.nextInt(3) == 0 ? null : random.nextInt(4);
                    byte[] frame = message(++number, random.nextInt(200));
                    enter(waiting, new Sent(number, key));
                    assertThat(
                                    key == null
                                            ? backlog.append(frame, 0, frame.length)
                                            : backlog.appendLatest(key(key), frame, 0, frame.length))
                            .isTrue();
                }
                assertThat(backlog.queuedBytes()).isLessThanOrEqualTo(backlog.heldBytes());
                queue = new OutboundQueue(spare, new FlightRecorder(0));
                queue.append(Frames.CONNECTED, 0, Frames.CONNECTED.length);
                queue.goOn(BOUNDS, backlog, received);
            }
            assertThat(queue.heldBytes()).isLessThanOrEqualTo(4 << 20);
        }
        List<Integer> rest = flushed();
        got.addAll(rest);
        List<Integer> all = new ArrayList<>(everWritten);
        waiting.forEach(each -> all.add(each.number()));

        assertThat(got).isEqualTo(all).isSorted().doesNotHaveDuplicates();
        if (hasSession) {
            assertThat(queue.written()).isEqualTo(all.size());
            assertThat(queue.acknowledge(all.size())).isTrue();
        }
        assertThat(queue.heldBytes()).isZero();
    }

    private static void enter(Deque<Sent> waiting, Sent sent) {
        if (sent.key() != null) {
            waiting.removeIf(other -> Objects.equals(other.key(), sent.key()));
        }
        waiting.add(sent);
    }
}
