package dev.repod.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsInputTest {
    private static final int READ_BYTES = 64 << 10;

    private static final int DATA = 23;

    private final LendingAllocator lending = new LendingAllocator();
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

    private ByteBuf records(int type, int... sizes) {
        ByteBuf in = Unpooled.buffer(READ_BYTES);
        for (int size : sizes) {
            in.writeByte(type).writeShort(0x0303).writeShort(size).writeZero(size);
        }
        return in;
    }

    private ByteBuf lentFor(ByteBuf in) {
        kept = input.cumulate(lending, Unpooled.EMPTY_BUFFER, in);
        return kept;
    }

    @AfterEach
    void theLoopEnds() {
        lending.free();
    }

    @Test
    void wholeRecordsOfDataLieInWhatIsLent() {
        input.onHandshakeOver();
        byte[] first = lentFor(records(DATA, 700)).array();
        assertThat(kept.readableBytes()).isEqualTo(705);
        kept.release();

        assertThat(lentFor(records(DATA, 1, 2_000, 3)).array()).isSameAs(first);
        assertThat(kept.readableBytes()).isEqualTo(3 * 5 + 2_004);
        kept.release();
    }

    @ParameterizedTest
    @MethodSource("whatMayStay")
    void whatMayStayDoesNot(String what, boolean isHandshakeOver, ByteBuf in) {
        if (isHandshakeOver) {
            input.onHandshakeOver();
        }
        int bytes = in.readableBytes();

        assertThat(lentFor(in).capacity()).as(what).isEqualTo(bytes);
        kept.release();
    }

    static Stream<Arguments> whatMayStay() {
        TlsInputTest of = new TlsInputTest();
        return Stream.of(
                Arguments.of("a handshake", false, of.records(DATA, 700)),
                Arguments.of(
                        "a record that lacks a byte",
                        true,
                        of.records(DATA, 10, 700).writerIndex(5 + 10 + 5 + 699)),
                Arguments.of("a header by itself", true, of.records(DATA, 10, 0)),
                Arguments.of(
                        "half a header",
                        true,
                        of.records(DATA, 10).writeByte(DATA).writeByte(3)),
                Arguments.of("an alert", true, of.records(21, 2)),
                Arguments.of("a handshake after the first", true, of.records(22, 40)),
                Arguments.of("what may be SSL 2", true, of.records(0x80, 40)),
                Arguments.of("another version", true, of.records(DATA, 40).setByte(1, 2)));
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
