package dev.repod;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.repod.internal.wire.FuzzInput;
import dev.repod.internal.wire.FuzzedPack;
import dev.repod.internal.wire.StrictReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whatever a message holds, it is refused, or the strictest peer can read what becomes of it when it is passed on. */
class RelayFuzzTest {
    record Point(double x, Optional<Integer> y) {}

    private static final List<Class<?>> TYPES = List.of(
            Integer.class,
            Long.class,
            Double.class,
            Byte.class,
            Float.class,
            Character.class,
            Boolean.class,
            String.class,
            byte[].class,
            int[].class,
            String[].class,
            Instant.class,
            Ext.class,
            List.class,
            Map.class,
            Object.class,
            Object[].class,
            Optional.class,
            Point.class);

    @FuzzTest(maxDuration = "60s")
    void whatIsPassedOnCanBeReadByTheStrictestPeer(byte[] script) {
        var in = new FuzzInput(script);
        boolean isMutated = in.oneIn(3);
        byte[] made =
                new FuzzedPack(in, "action", "x", "y").message("move", "chat").take();
        byte[] payload = isMutated ? FuzzedPack.mutated(in, made) : made;
        @Nullable Message message = decoded(payload);
        if (message != null) {
            checkRelay(message);
            checkFields(message);
        }
        checkReading(payload, message);
    }

    private static @Nullable Message decoded(byte[] payload) {
        try {
            return Wire.decode(payload);
        } catch (InvalidMessageException invalid) {
            assertThat(invalid.getMessage()).isNotEmpty();
            return null;
        }
    }

    private static void checkRelay(Message message) {
        byte[] frame = Wire.encode(message);
        strict(frame);
        assertThat(Wire.decode(Arrays.copyOfRange(frame, 4, frame.length))).isEqualTo(message);
        assertThat(Wire.encode(Wire.decode(Arrays.copyOfRange(frame, 4, frame.length))))
                .isEqualTo(frame);
        Message other = message.withAction("relayed");
        strict(Wire.encode(other));
        assertThat(other.action()).isEqualTo("relayed");
        assertThat(other.fieldsWithoutAction().keySet())
                .isEqualTo(message.fieldsWithoutAction().keySet());
        assertThat(other.withAction(message.action())).isEqualTo(message).hasSameHashCodeAs(message);
        assertThat(message.toString()).isNotEmpty();
    }

    private static void strict(byte[] frame) {
        StrictReader.check(frame, 4, frame.length);
    }

    private static void checkFields(Message message) {
        for (Object key : message.fieldsWithoutAction().keySet()) {
            if (key instanceof String name) {
                assertThat(message.has(name)).isTrue();
                TYPES.forEach(type -> checkField(message, name, type));
            }
        }
        try {
            Message again = Message.from(message.as(Point.class));
            strict(Wire.encode(again));
        } catch (InvalidMessageException invalid) {
            assertThat(invalid.action()).isEqualTo(message.action());
        }
    }

    private static void checkField(Message message, String name, Class<?> type) {
        try {
            Object value = message.get(name, type);
            assertThat(value).isInstanceOf(type);
            strict(Wire.encode(Message.of("again", "value", value)));
        } catch (InvalidMessageException invalid) {
            assertThat(invalid.action()).isEqualTo(message.action());
            assertThat(invalid.getMessage()).isNotEmpty();
        }
    }

    /** The same message out of a stream, which begins with frames to be skipped and ends within one. */
    private static void checkReading(byte[] payload, @Nullable Message message) {
        if (message == null || payload.length > 0xffff) {
            return;
        }
        byte[] stream = concat(FuzzedPack.framed(new byte[] {5}), FuzzedPack.framed(payload), new byte[] {0, 0});
        ByteBuffer buffer = ByteBuffer.wrap(stream);
        assertThat(Wire.readMessage(buffer)).isEqualTo(message);
        assertThat(buffer.remaining()).isEqualTo(2);
        assertThat(Wire.readMessage(buffer)).isNull();
        assertThat(buffer.remaining()).isEqualTo(2);
    }

    private static byte[] concat(byte[]... parts) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
