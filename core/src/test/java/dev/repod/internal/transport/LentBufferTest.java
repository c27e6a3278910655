package dev.repod.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LentBufferTest {
    private static final int BYTES = 1_024;

    private final LentBuffer lent = LentBuffer.direct(BYTES);

    @AfterEach
    void theLoopEnds() {
        lent.free();
    }

    @Test
    void aBufferThatIsBackIsLentAgainEmpty() {
        ByteBuf first = lent.lend(10);
        first.writeLong(7).readInt();
        first.release();

        ByteBuf second = lent.lend(BYTES);

        assertThat(second).isSameAs(first);
        assertThat(second.readableBytes()).isZero();
        assertThat(second.writableBytes()).isEqualTo(BYTES);
        second.release();
    }

    @Test
    void oneThatIsStillHeldKeepsItsBytesAndTheNextOneGetsAnother() {
        ByteBuf held = lent.lend(8);
        held.writeLong(7);

        ByteBuf other = lent.lend(8);
        other.writeLong(8);

        assertThat(held.readLong()).isEqualTo(7);
        held.release();
        assertThat(held.refCnt()).isZero();
        other.release();
        ByteBuf again = lent.lend(8);
        assertThat(again).isSameAs(other);
        again.release();
    }

    @Test
    void whatIsLargerGetsABufferOfItsOwn() {
        ByteBuf large = lent.lend(BYTES + 1);
        assertThat(large.writableBytes()).isEqualTo(BYTES + 1);
        large.release();

        assertThat(large.refCnt()).isZero();
    }

    @Test
    void aHeldBufferOutlivesTheLoop() {
        ByteBuf held = lent.lend(8);
        held.writeLong(7);
        lent.free();

        assertThat(held.readLong()).isEqualTo(7);
        assertThat(held.release()).isTrue();
    }
}
