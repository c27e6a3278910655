package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    record Move(double x) {}

    private static final Message MOVE = Message.of("move", "x", 1.5);

    private static ByteBuffer buffer(byte[]... parts) {
        int size = 0;
        for (byte[] part : parts) {
            size += part.length;
        }
        ByteBuffer all = ByteBuffer.allocate(size + 3).position(3);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.position(3);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    @Test
    void encodesAFrameWithItsLengthFirst() {
        byte[] frame = Wire.encode(Message.of("hi"));

        assertThat(frame).isEqualTo(hex("0000000b 81 a6616374696f6e a26869"));
        assertThat(Wire.encode(new Move(1.5))).isEqualTo(Wire.encode(MOVE));
    }

    @Test
    void theEncodedArrayIsTheCallers() {
        Wire.encode(MOVE)[8] = 0;

        assertThat(Wire.encode(MOVE)).isEqualTo(Wire.encode(Message.of("move", "x", 1.5)));
    }

    @Test
    void decodesWhatItEncoded() {
        byte[] frame = Wire.encode(MOVE);
        byte[] payload = java.util.Arrays.copyOfRange(frame, 4, frame.length);

        Message decoded = Wire.decode(payload);
        payload[payload.length - 2] = 55;

        assertThat(decoded).isEqualTo(MOVE);
    }

    @Test
    void refusesToEncodeWhatIsOverALimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wire.encode(Message.of("big", "b", new byte[1 << 20])))
                .withMessage("big: 1048595 bytes are over this side's limit of 1048576 bytes a message");
        Object nested = 1;
        for (int i = 0; i < 32; i++) {
            nested = List.of(nested);
        }
        Object tooDeep = nested;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wire.encode(Message.of("deep", "n", tooDeep)))
                .withMessage("deep: a nesting of 33 is over this side's limit of 32");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c0", "05", "90", "80", "81a6616374696f6e05", "81a6616374696f6ea2686900", "c1", "81a6"})
    void decodeRefusesWhatIsNoMessage(String payload) {
        assertThatThrownBy(() -> Wire.decode(hex(payload))).isInstanceOf(InvalidMessageException.class);
    }

    @Test
    void readsOneFrameAndConsumesIt() {
        byte[] frame = Wire.encode(MOVE);
        ByteBuffer both = buffer(frame, Wire.encode(Message.of("next")));

        assertThat(Wire.readMessage(both)).isEqualTo(MOVE);
        assertThat(both.position()).isEqualTo(3 + frame.length);
        assertThat(Wire.readMessage(both)).isEqualTo(Message.of("next"));
        assertThat(Wire.readMessage(both)).isNull();
        assertThat(both.hasRemaining()).isFalse();
    }

    @Test
    void consumesNothingOfAFrameThatIsNotComplete() {
        byte[] frame = Wire.encode(MOVE);
        for (int bytes = 0; bytes < frame.length; bytes++) {
            ByteBuffer part = buffer(frame);
            part.limit(3 + bytes);

            assertThat(Wire.readMessage(part)).isNull();
            assertThat(part.position()).isEqualTo(3);
        }
    }

    @Test
    void readsABufferOfAnyKindAndOrder() {
        byte[] frame = Wire.encode(MOVE);
        ByteBuffer direct = ByteBuffer.allocateDirect(frame.length).order(ByteOrder.LITTLE_ENDIAN);
        direct.put(frame).flip();

        assertThat(Wire.readMessage(direct)).isEqualTo(MOVE);
        assertThat(direct.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(Wire.readMessage(ByteBuffer.wrap(frame).asReadOnlyBuffer())).isEqualTo(MOVE);
    }

    @Test
    void skipsFramesThatAreNoMessages() {
        ByteBuffer mixed = buffer(hex("00000001 05  00000003 920340"), Wire.encode(MOVE), hex("00000002 9140 000000"));

        assertThat(Wire.readMessage(mixed)).isEqualTo(MOVE);
        assertThat(Wire.readMessage(mixed)).isNull();
        assertThat(mixed.remaining()).as("null consumes nothing").isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00100001", "ffffffff", "01000000", "00000001c0", "00000001c1", "000000028100"})
    void throwsOverABrokenStreamAndConsumesNothing(String bytes) {
        ByteBuffer broken = buffer(hex(bytes));

        assertThatThrownBy(() -> Wire.readMessage(broken)).isInstanceOf(InvalidMessageException.class);
        assertThat(broken.position()).isEqualTo(3);
    }
}
