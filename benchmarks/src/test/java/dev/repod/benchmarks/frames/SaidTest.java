package dev.repod.benchmarks.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Message;
import dev.repod.Wire;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Frames made by hand are the library's, and what servers say is understood. */
class SaidTest {
    private static Said said(byte[] frame) {
        return Said.of(Arrays.copyOfRange(frame, Frame.HEADER_BYTES, frame.length));
    }

    private static Said error(Map<String, ?> fields) {
        return said(Frame.message(fields));
    }

    @Test
    void aMessageMadeByHandIsTheOneThatTheLibraryReads() {
        byte[] frame = Frame.message(Map.of("action", "chat", "text", "hello", "more", 5));

        Message message = Objects.requireNonNull(Wire.readMessage(ByteBuffer.wrap(frame)));
        assertThat(message).isEqualTo(Message.of("chat", "text", "hello", "more", 5));
    }

    @Test
    void aMessageOfTheLibraryIsRead() {
        Said said = said(Wire.encode(Message.of("moved", "number", 7, "due_nanos", 1L << 40)));

        assertThat(said.action()).isEqualTo("moved");
        assertThat(said.number("number")).isEqualTo(7);
        assertThat(said.number("due_nanos")).isEqualTo(1L << 40);
        assertThat(said.number("none")).isEqualTo(-1);
        assertThat(said.reason()).isNull();
        assertThat(said.isPing()).isFalse();
    }

    @Test
    void aPingIsAnsweredByItsToken() {
        Said ping = said(Frame.array(3, 12));

        assertThat(ping.isPing()).isTrue();
        assertThat(ping.pong()).isEqualTo(Frame.array(4, 12));
    }

    @Test
    void byeIsAWordAndItsLimit() {
        assertThat(said(Frame.array(6, "timed_out", "")).reason()).isEqualTo("timed_out");
        assertThat(said(Frame.array(6, "limit", "x", Map.of("limit", "frame_bytes", "allowed", 5)))
                        .reason())
                .isEqualTo("limit:frame_bytes");
        assertThat(said(Frame.array(6)).reason()).isNull();
        assertThat(said(Frame.array(6, 6)).reason()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "limit exceeded: frame_bytes 5 is over the limit of 4, limit:frame_bytes",
        "timed out: the rest of a frame within 5000 ms, timed_out",
        "too slow: 1 MiB waits, slow_consumer",
        "protocol error: nil, protocol_error",
        "server stopped, stopped",
        "kicked: go away, kicked"
    })
    void whatPlainPeersAreToldIsTheSameWord(String words, String reason) {
        assertThat(error(Map.of("action", "error", "message", words)).reason()).isEqualTo(reason);
    }

    @Test
    void aMistakeAndAWarningAreNoEnd() {
        assertThat(error(Map.of("action", "error", "message", "invalid move", "about", "move"))
                        .reason())
                .isNull();
        assertThat(error(Map.of("action", "error", "message", "internal error", "error_id", "a"))
                        .reason())
                .isNull();
        assertThat(error(Map.of("action", "error", "message", "too fast: slow down"))
                        .reason())
                .isNull();
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        Said said = Said.of(new byte[] {(byte) 0xC1});

        assertThat(said.action()).isNull();
        assertThat(said.reason()).isNull();
        assertThat(said.isPing()).isFalse();
    }

    @Test
    void aHeaderMayClaimMoreThanThereIs() {
        assertThat(Frame.claiming(1_000, new byte[] {1, 2})).containsExactly(0, 0, 3, -24, 1, 2);
    }
}
