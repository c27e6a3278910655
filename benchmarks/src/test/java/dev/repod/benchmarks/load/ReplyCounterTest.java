package dev.repod.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.repod.benchmarks.sample.Traffic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class ReplyCounterTest {
    private static final Traffic TRAFFIC = Traffic.of("echo", 0, false);

    private static ByteBuf stream(byte[]... frames) {
        return Unpooled.wrappedBuffer(frames);
    }

    @Test
    void countsWhatIsCompleteWhereverTheReadsAreCut() {
        ByteBuf three = stream(TRAFFIC.reply(), TRAFFIC.reply(), TRAFFIC.reply());
        int all = three.readableBytes();
        for (int cut = 0; cut <= all; cut++) {
            ReplyCounter counter = new ReplyCounter(TRAFFIC, 0);
            int before = counter.take(three.slice(0, cut));
            int after = counter.take(three.slice(cut, all - cut));
            assertThat(before).isEqualTo(cut / TRAFFIC.reply().length);
            assertThat(before + after).isEqualTo(3);
        }
    }

    @Test
    void aGreetingIsNoReply() {
        ReplyCounter counter = new ReplyCounter(TRAFFIC, 1);
        assertThat(counter.isGreeted()).isFalse();
        byte[] greeting = {0, 0, 0, 2, 1, 1};

        assertThat(counter.take(stream(greeting, TRAFFIC.reply()))).isEqualTo(1);
        assertThat(counter.isGreeted()).isTrue();
    }

    @Test
    void aServerThatAnswersSomethingElseIsFoundOut() {
        byte[] wrong = TRAFFIC.reply().clone();
        wrong[wrong.length - 1]++;

        assertThatIllegalStateException()
                .isThrownBy(() -> new ReplyCounter(TRAFFIC, 0).take(stream(wrong)))
                .withMessageContaining("not the reply");
        assertThatIllegalStateException()
                .isThrownBy(() -> new ReplyCounter(TRAFFIC, 0).take(stream(TRAFFIC.request())))
                .withMessageContaining("bytes came");
    }
}
