package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.internal.wire.Allocation;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.RecordBinding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a message leaves for the garbage collector: counted, so that no figure of a benchmark has to be believed. */
class GarbageTest {
    record Echo(String text, double x, double y, int seq, boolean last) {}

    private static final Echo ECHO = new Echo("hello, world", 12.5, -3.25, 123, true);
    private static final byte[] TEXT = ECHO.text().getBytes(StandardCharsets.UTF_8);

    private @Nullable Object made;
    private long writtenBytes;

    @Test
    void encodingARecordIntoTheWriterOfTheThreadMakesNone() {
        assertThat(Allocation.ofHundred(this::encode)).isZero();
        assertThat(writtenBytes).isPositive();
    }

    @Test
    void encodingTextBeyondAsciiMakesNoneEither() {
        Echo echo = new Echo("gr\u00fc\u00df dich \ud83d\ude00", 0.5, 0.5, 1, false);
        assertThat(Allocation.ofHundred(() -> encode(echo))).isZero();
    }

    @Test
    void decodingARecordMakesTheRecordAndItsStringAlone() {
        byte[] frame = Wire.encode(ECHO);
        byte[] payload = Arrays.copyOfRange(frame, Encoder.HEADER_BYTES, frame.length);
        RecordBinding binding = RecordBinding.of(Echo.class);
        PayloadScan scan = new PayloadScan(32);
        PackReader reader = new PackReader();

        long decoded = Allocation.ofHundred(() -> {
            scan.scan(payload, 0, payload.length);
            made = binding.decode(reader.reset(scan), binding.action());
        });
        assertThat(made).isEqualTo(ECHO);

        long byHand = Allocation.ofHundred(
                () -> made = new Echo(new String(TEXT, StandardCharsets.UTF_8), 12.5, -3.25, 123, true));
        assertThat(decoded).isEqualTo(byHand);
    }

    private void encode() {
        encode(ECHO);
    }

    private void encode(Echo echo) {
        Encoder encoder = Encoder.ofThread();
        PackWriter out = encoder.begin();
        encoder.write(out, echo);
        writtenBytes += out.length();
        encoder.end(out);
    }
}
