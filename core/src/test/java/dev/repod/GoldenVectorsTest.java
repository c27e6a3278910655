package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.repod.internal.wire.BrokenPeerException;
import dev.repod.internal.wire.FrameCutter;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.SpareArrays;
import dev.repod.internal.wire.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/vectors: bytes that others wrote, and what they mean. */
class GoldenVectorsTest {
    static Stream<Vector> messages() {
        return Vector.of("messages.jsonl");
    }

    static Stream<Vector> frames() {
        return Vector.of("frames.jsonl");
    }

    static Stream<Vector> skipped() {
        return Vector.of("skipped.jsonl");
    }

    static Stream<Vector> broken() {
        return Vector.of("broken.jsonl");
    }

    static Stream<Vector> unreadable() {
        return Vector.of("unreadable.jsonl");
    }

    private static PayloadScan.Kind scan(byte[] payload) {
        return new PayloadScan(32).scan(payload, 0, payload.length);
    }

    private static @Nullable Object valueOf(byte[] payload) {
        return Values.read(new PackReader().reset(payload, 0, payload.length));
    }

    private static byte[] payloadOf(Message message) {
        byte[] frame = Wire.encode(message);
        return Arrays.copyOfRange(frame, 4, frame.length);
    }

    private static byte[] framed(byte[] payload) {
        byte[] frame = new byte[4 + payload.length];
        java.nio.ByteBuffer.wrap(frame).putInt(payload.length).put(payload);
        return frame;
    }

    private static List<byte[]> cut(byte[] stream, int pieceBytes, FrameCutter cutter) {
        List<byte[]> payloads = new ArrayList<>();
        for (int from = 0; from < stream.length; from += pieceBytes) {
            cutter.feed(stream, from, Math.min(stream.length, from + pieceBytes), (array, start, end) -> {
                payloads.add(Arrays.copyOfRange(array, start, end));
                return true;
            });
        }
        return payloads;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aMessageReadsAsItsValue(Vector vector) {
        byte[] payload = vector.bytes();

        assertThat(scan(payload)).isEqualTo(PayloadScan.Kind.MESSAGE);
        @Nullable Object read = valueOf(payload);
        assertThat(Values.equal(read, vector.value())).as("%s", read).isTrue();
        assertThat(Values.hash(read)).isEqualTo(Values.hash(vector.value()));
        Message message = Wire.decode(payload);
        assertThat(payloadOf(message)).as("relayed as it came").isEqualTo(payload);
        assertThat(message).isEqualTo(Wire.decode(payload));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void ourWriterWritesTheSameBytesWhereTheyAreTheShortest(Vector vector) {
        PackWriter out = new PackWriter();
        Values.write(out, vector.value(), "vector");

        assertThat(Arrays.equals(out.toByteArray(), vector.bytes())).isEqualTo(vector.is("shortest"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void aStreamIsCutIntoItsPayloads(Vector vector) {
        byte[] stream = vector.bytes();
        for (int pieceBytes : new int[] {1, 3, 7, Math.max(1, stream.length)}) {
            FrameCutter cutter = new FrameCutter(1 << 20, new SpareArrays(1 << 20, 1 << 20));

            assertThat(cut(stream, pieceBytes, cutter)).containsExactlyElementsOf(vector.payloads());
            assertThat(cutter.isMidFrame()).isEqualTo(vector.rest().length > 0);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("skipped")
    void whatIsNoMessageIsSkipped(Vector vector) {
        byte[] payload = vector.bytes();

        assertThat(scan(payload)).isNotEqualTo(PayloadScan.Kind.MESSAGE);
        assertThatThrownBy(() -> Wire.decode(payload)).isInstanceOf(InvalidMessageException.class);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenBytesEndTheConnectionWithTheirReason(Vector vector) {
        boolean isStream = vector.text("kind").equals("stream");
        byte[] bytes = vector.bytes();
        List<byte[]> before = new ArrayList<>();

        BrokenPeerException thrown = catchThrowableOfType(BrokenPeerException.class, () -> {
            byte[] stream = isStream ? bytes : framed(bytes);
            new FrameCutter(1 << 20, new SpareArrays(1 << 20, 1 << 20))
                    .feed(stream, 0, stream.length, (array, from, to) -> {
                        new PayloadScan(32).scan(array, from, to);
                        before.add(Arrays.copyOfRange(array, from, to));
                        return true;
                    });
        });

        assertThat(thrown.reason().kind().name().toLowerCase(Locale.ROOT)).isEqualTo(vector.text("expect"));
        assertThat(before).containsExactlyElementsOf(vector.payloads());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatPythonCannotReadIsWrittenAnewOrInvalid(Vector vector) {
        byte[] payload = vector.bytes();
        PayloadScan scan = new PayloadScan(32);
        assertThat(scan.scan(payload, 0, payload.length)).isEqualTo(PayloadScan.Kind.MESSAGE);

        if (vector.text("expect").equals("invalid")) {
            assertThat(scan.flaw()).isNotNull();
            assertThatThrownBy(() -> Wire.decode(payload))
                    .isInstanceOf(InvalidMessageException.class)
                    .hasMessageEndingWith(scan.flaw());
        } else {
            assertThat(scan.flaw()).isNull();
            assertThat(scan.needsRewriting()).isTrue();
            byte[] relayed = payloadOf(Wire.decode(payload));
            PayloadScan again = new PayloadScan(32);
            again.scan(relayed, 0, relayed.length);
            assertThat(again.needsRewriting()).isFalse();
            assertThat(Values.equal(Vector.mended(valueOf(relayed)), Vector.mended(vector.value())))
                    .as("%s", valueOf(relayed))
                    .isTrue();
        }
    }

    @Test
    void thereAreVectorsOfEachKind() {
        assertThat(messages()).hasSizeGreaterThan(200);
        assertThat(frames()).hasSizeGreaterThan(10);
        assertThat(skipped()).hasSizeGreaterThan(20);
        assertThat(broken()).hasSizeGreaterThan(100);
        assertThat(unreadable()).hasSizeGreaterThan(50);
    }
}
