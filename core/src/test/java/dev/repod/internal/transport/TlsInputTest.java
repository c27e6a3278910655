package dev.repod.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import org.junit.jupiter.api.Test;

class TlsInputTest {
    private static final int READ_BYTES = 64 << 10;

    private final TlsInput input = new TlsInput();
    private ByteBuf kept = Unpooled.EMPTY_BUFFER;

    private ByteBuf read(int bytes) {
        ByteBuf in = Unpooled.buffer(READ_BYTES).writeZero(bytes);
        try {
            kept = input.cumulate(ByteBufAllocator.DEFAULT, kept, in);
        } finally {
            assertThat(in.refCnt()).as("the read is given back").isZero();
        }
        return kept;
    }

    @Test
    void keepsWhatHasComeAndNoMoreMemoryThanThat() {
        assertThat(read(7).capacity()).isEqualTo(7);
        assertThat(read(5).readableBytes()).isEqualTo(12);
        assertThat(kept.capacity()).isLessThanOrEqualTo(64);
        kept.release();
    }

    @Test
    void waitsForAThreadWithNoMoreThanTwoReads() {
        read(READ_BYTES);
        read(READ_BYTES);

        assertThatThrownBy(() -> read(1))
                .isInstanceOf(DecoderException.class)
                .hasMessage("131073 bytes wait to be decrypted");
        kept.release();
    }

    @Test
    void isThroughWithRecordsThatHoldNothing() {
        for (int i = 0; i < 4; i++) {
            read(READ_BYTES).skipBytes(READ_BYTES);
        }

        assertThatThrownBy(() -> read(1))
                .isInstanceOf(DecoderException.class)
                .hasMessage("262145 bytes came without data");
        kept.release();
    }

    @Test
    void isPatientAgainAfterData() {
        for (int i = 0; i < 100; i++) {
            read(READ_BYTES).skipBytes(READ_BYTES);
            input.onData();
        }
        kept.release();
    }
}
