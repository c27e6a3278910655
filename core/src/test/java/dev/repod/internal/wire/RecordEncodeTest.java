package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What of our user's cannot be sent, and how it is said. */
class RecordEncodeTest {
    private record Player(String name, Object weapon) {}

    private record State(List<Player> players, Map<String, Object> extra, Object[] array) {}

    // Not private: that their accessors are called, only the binding knows.

    record Buggy(int x) {
        @Override
        public int x() {
            throw new IllegalArgumentException("oops " + x);
        }
    }

    record Masked(String secret) {
        @Override
        public String secret() {
            return "*".repeat(secret.length());
        }
    }

    private static byte[] encode(Record record) {
        return Bytes.written(writer -> RecordBinding.of(record.getClass()).encode(record, writer));
    }

    private static void assertRefused(Record record, String message) {
        assertThatThrownBy(() -> encode(record))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static State state(@Nullable Object weapon) {
        @SuppressWarnings("NullAway") // games need not be annotated
        Player player = new Player("Ann", weapon);
        return new State(List.of(new Player("Bob", 1), player), Map.of(), new Object[0]);
    }

    @Test
    void whatCannotBeSentIsNamedWithItsPath() {
        assertRefused(state(new File("x")), "state.players[1].weapon: java.io.File cannot be sent");
        assertRefused(
                new State(List.of(), Map.of("boss", List.of(1, new Player("Cid", new File("x")))), new Object[0]),
                "state.extra.boss[1].weapon: java.io.File cannot be sent");
        assertRefused(
                new State(List.of(), Map.of(), new Object[] {1, new Thread[1], this}),
                "state.array[2]: " + RecordEncodeTest.class.getName() + " cannot be sent");
    }

    @Test
    void anObjectMayBeNull() {
        assertThat(encode(state(null))).isNotEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // games need not be annotated
    void nullIsRefusedWhereTheOtherSideWouldRefuseIt() {
        record Chat(String text) {}
        record Names(List<String> names) {}

        assertRefused(new Chat(null), "chat.text: null cannot be sent where the type is not @Nullable");
        assertRefused(
                new Names(Arrays.asList("a", null)),
                "names.names[1]: null cannot be sent where the type is not @Nullable");
    }

    @Test
    void whatAnAccessorThrowsComesThrough() {
        assertThatThrownBy(() -> encode(new Buggy(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("oops 1");
    }

    @Test
    void anAccessorsAnswerIsSent() {
        assertThat(Values.read(Bytes.reader(encode(new Masked("abc")))))
                .isEqualTo(Map.of("action", "masked", "secret", "***"));
    }

    @Test
    void aCycleIsRefusedWithItsPath() {
        List<Object> cyclic = new ArrayList<>();
        cyclic.add(new Player("Ann", cyclic));

        assertThatThrownBy(() -> encode(new Player("Bob", cyclic)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("player.weapon[0].weapon[0].weapon[0].weapon")
                .hasMessageEndingWith(": nested deeper than 128 levels");
    }

    @Test
    void aRefusalShowsWhereTheUserCalled() {
        assertThatThrownBy(() -> encode(state(new File("x"))))
                .satisfies(thrown -> assertThat(thrown.getStackTrace()).isNotEmpty());
    }

    @Test
    void aWriterCanBeUsedAgainAfterARefusal() {
        var writer = new PackWriter();
        RecordBinding binding = RecordBinding.of(State.class);
        for (int i = 0; i < 500; i++) {
            assertThatThrownBy(() -> binding.encode(state(new File("x")), writer))
                    .isInstanceOf(IllegalArgumentException.class);
            writer.reset();
        }
        binding.encode(state(5), writer);

        assertThat(writer.toByteArray()).isEqualTo(encode(state(5)));
    }

    @Test
    void encodingARecordOfPrimitivesAndAsciiAllocatesNothing() {
        record Echo(String text, double x, double y, int seq) {}
        var echo = new Echo("hello, world", 12.5, -3.25, 123);
        RecordBinding binding = RecordBinding.of(Echo.class);
        var writer = new PackWriter();
        for (int i = 0; i < 50_000; i++) {
            encodeOnce(binding, echo, writer);
        }
        long before = Allocation.ofThisThread();
        for (int i = 0; i < 10_000; i++) {
            encodeOnce(binding, echo, writer);
        }

        assertThat(Allocation.ofThisThread() - before).isLessThan(10_000);
    }

    private static void encodeOnce(RecordBinding binding, Record record, PackWriter writer) {
        writer.reset();
        writer.beginFrame();
        binding.encode(record, writer);
        writer.endFrame();
    }
}
