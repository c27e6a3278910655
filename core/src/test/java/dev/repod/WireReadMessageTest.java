package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class WireReadMessageTest {
    /** A BYE, a scalar, a map without an action. */
    private static final String SKIPPED = "00000003 9206a0" + "00000001 07" + "00000004 81a10001";

    private static ByteBuffer bytes(String hex, byte... more) {
        byte[] first = HexFormat.of().parseHex(hex.replace(" ", ""));
        return ByteBuffer.allocate(first.length + more.length)
                .put(first)
                .put(more)
                .flip();
    }

    @Test
    void framesThatHoldNoMessageAreSkipped() {
        ByteBuffer buffer = bytes(SKIPPED, Wire.encode(Message.of("hello")));

        assertThat(Wire.readMessage(buffer)).isEqualTo(Message.of("hello"));
        assertThat(buffer.remaining()).isZero();
        assertThat(Wire.readMessage(buffer)).isNull();
    }

    @Test
    void whereNoMessageIsCompleteNothingIsConsumed() {
        ByteBuffer buffer = bytes(SKIPPED + "0000000a 81");
        int before = buffer.remaining();

        int before = buffer.remaining();

        assertThat(Wire.readMessage(buffer)).isNull();
        assertThat(buffer.remaining()).isEqualTo(before);
    }

    @Test
    void whatIsNoFrameIsNotConsumed() {
        ByteBuffer buffer = bytes("00000001 c0");

        assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> Wire.readMessage(buffer));
        assertThat(buffer.remaining()).isEqualTo(5);
    }
}
