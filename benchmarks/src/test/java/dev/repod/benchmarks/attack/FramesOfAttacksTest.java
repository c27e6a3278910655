package dev.repod.benchmarks.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repod.InvalidMessageException;
import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Wire;
import dev.repod.benchmarks.frames.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What attackers send is what it is said to be. That a server ends each bomb for its reason is in {@link BombsTest}. */
class FramesOfAttacksTest {
    private static final int HEADER = Frame.HEADER_BYTES;

    /** Writes down what a conduct does, and takes so many bytes before it is full. */
    private static final class Hand implements Grip {
        private final List<byte[]> sent = new ArrayList<>();
        private boolean writable = true;
        private boolean left;
        private boolean reset;

        @Override
        public void send(byte[] bytes) {
            sent.add(bytes);
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void leave() {
            left = true;
        }

        @Override
        public void reset() {
            reset = true;
        }
    }

    @ParameterizedTest
    @EnumSource(Bomb.class)
    void noBombIsAMessage(Bomb bomb) {
        byte[] bytes = bomb.bytes();
        if (bytes.length > HEADER) {
            byte[] payload = Arrays.copyOfRange(bytes, HEADER, bytes.length);
            assertThatThrownBy(() -> Wire.decode(payload)).isInstanceOf(InvalidMessageException.class);
        } else {
            int length = ByteBuffer.wrap(bytes).getInt();
            assertThat(length < 1 || length > Limits.standard().maxFrameBytes()).isTrue();
        }
    }

    @Test
    void aBombIsSmall() {
        assertThat(Bomb.values()).allMatch(bomb -> bomb.bytes().length < 128 << 10);
    }

    @Test
    void theLargestMessageIsExactlyAsLargeAsIsAllowed() {
        assertThat(Floods.largestMessage()).hasSize((1 << 20) + HEADER);
        assertThat(read(Floods.largestMessage()).action()).isEqualTo("chat");
    }

    @Test
    void collidingKeysAreManyAndDifferentAndHaveOneHash() {
        List<String> keys = IntStream.range(0, 30_000).mapToObj(Keys::colliding).toList();

        assertThat(keys)
                .doesNotHaveDuplicates()
                .allMatch(key -> key.hashCode() == keys.get(0).hashCode());
    }

    @Test
    void messagesOfManyKeysAreInOrderAndAsLargeAsIsAllowed() {
        for (byte[] frame : List.of(Keys.allTheSame(1 << 20), Keys.allColliding(1 << 20))) {
            assertThat(frame.length).isBetween((1 << 20) - 64, (1 << 20) + HEADER);
            assertThat(read(frame).action()).isEqualTo("chat");
        }
    }

    @Test
    void aRunIsWholeFrames() {
        byte[] frame = Floods.smallestMessage();
        byte[] run = Floods.run(frame);

        assertThat(run.length % frame.length).isZero();
        assertThat(run.length).isGreaterThan(32 << 10);
    }

    @Test
    void aFloodSendsOnlyWhatFits() {
        Hand hand = new Hand();
        Conduct flood = Sending.endlessly(new byte[] {1}, new byte[] {2});
        flood.onUp(hand);
        hand.writable = false;
        flood.onWritable(hand);

        assertThat(hand.sent).containsExactly(new byte[] {1}, new byte[] {2});
        hand.writable = true;
        flood.onWritable(hand);
        assertThat(hand.sent).hasSize(3);
    }

    @Test
    void aTrickleIsAByteASecondOfAFrame() {
        Hand hand = new Hand();
        Conduct trickle = HalfOpen.trickle();
        trickle.onUp(hand);
        trickle.onSecond(hand);
        trickle.onSecond(hand);

        assertThat(hand.sent).hasSize(3);
        assertThat(hand.sent.get(0)).containsExactly(0, 0, 3, -24, -127);
        assertThat(hand.sent.get(2)).hasSize(1);
    }

    @Test
    void halfFramesAreLessThanTheyClaim() {
        for (Conduct conduct : List.of(HalfOpen.halfFrame(), HalfOpen.largeHalfFrame(), HalfOpen.halfGreeting())) {
            Hand hand = new Hand();
            conduct.onUp(hand);
            byte[] sent = hand.sent.get(0);

            int claimed = ByteBuffer.wrap(sent).getInt();
            assertThat(claimed).isBetween(1, Limits.standard().maxFrameBytes());
            assertThat(sent.length - HEADER).isBetween(1, claimed - 1);
        }
    }

    @Test
    void forgedSessionsDiffer() {
        Random random = new Random(5);

        assertThat(Forgeries.forgedSession(random)).isNotEqualTo(Forgeries.forgedSession(random));
    }

    @Test
    void thoseWhoComeToGoGo() {
        Hand hand = new Hand();
        for (Attack attack : Knocks.attacks()) {
            attack.conduct().apply(new Random(5)).onUp(hand);
        }

        assertThat(hand.left).isTrue();
        assertThat(hand.reset).isTrue();
        assertThat(hand.sent).hasSize(1);
    }

    @Test
    void anAskerAsksEachSecond() {
        Hand hand = new Hand();
        Conduct asker = Deaf.asker();
        asker.onUp(hand);
        asker.onSecond(hand);

        assertThat(hand.sent).hasSize(2);
        assertThat(read(hand.sent.get(0)).action()).isEqualTo("fetch");
    }

    @Test
    void aMistakeIsAMessageOfTheGameWithAWrongField() {
        assertThat(read(Floods.mistake())).isEqualTo(Message.of("move", "number", "many"));
    }

    private static Message read(byte[] frame) {
        return Objects.requireNonNull(Wire.readMessage(ByteBuffer.wrap(frame)));
    }
}
