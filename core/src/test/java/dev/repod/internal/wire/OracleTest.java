package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repod.Ext;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** Another implementation of MessagePack reads what we write, and the other way round. */
class OracleTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static byte[] ours(@Nullable Object value) {
        return Bytes.written(writer -> Values.write(writer, value, "test"));
    }

    private static byte[] theirs(@Nullable Object value) {
        return Bytes.packed(packer -> pack(packer, value));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theyReadWhatWeWrite(long seed) throws IOException {
        Map<Object, @Nullable Object> message = new RandomValues(seed).message();
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(ours(message))) {
            Object read = fromOracle(unpacker.unpackValue());

            assertThat(Values.equal(read, message)).isTrue();
            assertThat(unpacker.hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void weReadWhatTheyWrite(long seed) {
        Map<Object, @Nullable Object> message = new RandomValues(seed).message();
        PackReader reader = Bytes.reader(theirs(message));
        Object read = Values.read(reader);

        assertThat(Values.equal(read, message)).isTrue();
        assertThat(Values.hash(read)).isEqualTo(Values.hash(message));
        assertThat(reader.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothWriteTheSameBytes(long seed) {
        Map<Object, @Nullable Object> message = new RandomValues(seed).message();

        assertThat(Bytes.hex(ours(message))).isEqualTo(Bytes.hex(theirs(message)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theScanSeesAMessageWithoutFlaws(long seed) {
        byte[] bytes = theirs(new RandomValues(seed).message());
        var scan = new PayloadScan(32);

        assertThat(scan.scan(bytes, 0, bytes.length)).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.flaw()).isNull();
        assertThat(scan.needsRewriting()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void skippingEndsWhereTheScanEnds(long seed) {
        PackReader reader = Bytes.reader(theirs(new RandomValues(seed).message()));
        reader.skip();

        assertThat(reader.isAtEnd()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wherePayloadsAreCutOffTheScanSaysSo(long seed) {
        byte[] bytes = theirs(new RandomValues(seed).message());
        var scan = new PayloadScan(32);
        for (int length = 0; length < bytes.length; length += 1 + length / 50) {
            String text = "";
            try {
                scan.scan(bytes, 0, length);
            } catch (BrokenPeerException broken) {
                text = broken.reason().text();
            }
            assertThat(text).as("cut at %d of %d", length, bytes.length).isEqualTo("truncated payload");
        }
    }

    private static void pack(MessageBufferPacker packer, @Nullable Object value) throws IOException {
        if (value == null) {
            packer.packNil();
        } else if (value instanceof Map<?, ?> map) {
            packer.packMapHeader(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                pack(packer, entry.getKey());
                pack(packer, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            packer.packArrayHeader(list.size());
            for (Object element : list) {
                pack(packer, element);
            }
        } else {
            packScalar(packer, value);
        }
    }

    private static void packScalar(MessageBufferPacker packer, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            packer.packBoolean(truth);
        } else if (value instanceof Long number) {
            packer.packLong(number);
        } else if (value instanceof BigInteger number) {
            packer.packBigInteger(number);
        } else if (value instanceof Float number) {
            packer.packFloat(number);
        } else if (value instanceof Double number) {
            packer.packDouble(number);
        } else if (value instanceof String text) {
            packer.packString(text);
        } else if (value instanceof Instant time) {
            packer.packTimestamp(time);
        } else if (value instanceof Ext ext) {
            packer.packExtensionTypeHeader((byte) ext.type(), ext.bytes().length)
                    .addPayload(ext.bytes());
        } else {
            byte[] bytes = value instanceof ByteBuffer buffer ? content(buffer) : (byte[]) value;
            packer.packBinaryHeader(bytes.length).addPayload(bytes);
        }
    }

    private static byte[] content(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static @Nullable Object fromOracle(Value value) {
        return switch (value.getValueType()) {
            case NIL -> null;
            case BOOLEAN -> value.asBooleanValue().getBoolean();
            case INTEGER -> value.asIntegerValue().toBigInteger();
            case FLOAT -> value.asFloatValue().toDouble();
            case STRING -> value.asStringValue().asString();
            case BINARY -> ByteBuffer.wrap(value.asBinaryValue().asByteArray());
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                value.asArrayValue().forEach(element -> list.add(fromOracle(element)));
                yield list;
            }
            case MAP -> {
                Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                value.asMapValue().entrySet().forEach(e -> map.put(fromOracle(e.getKey()), fromOracle(e.getValue())));
                yield map;
            }
            case EXTENSION ->
                value.isTimestampValue()
                        ? value.asTimestampValue().toInstant()
                        : new Ext(
                                value.asExtensionValue().getType(),
                                value.asExtensionValue().getData());
        };
    }
}
