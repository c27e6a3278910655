package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;

/** Another implementation reads whatever we let through, and reads the same; and what it cannot read we refuse. */
class OracleFuzzTest {
    private static final int MAX_DEPTH = 32;

    private final PayloadScan scan = new PayloadScan(MAX_DEPTH);

    @FuzzTest(maxDuration = "60s")
    void bothReadTheSame(byte[] script) throws IOException {
        var in = new FuzzInput(script);
        boolean isMutated = in.oneIn(3);
        var pack = new FuzzedPack(in, "action", "x", "y");
        byte[] made = (in.oneIn(2) ? pack.message() : pack.value(0)).take();
        byte[] payload = isMutated ? FuzzedPack.mutated(in, made) : made;

        @Nullable String refusal = refusal(payload);
        // What we refuse on purpose, and the oracle has no reason to.
        boolean isOurs = refusal != null && (refusal.contains("nil payload") || refusal.contains("depth"));

        if (refusal == null || (!isOurs && isOneValue(payload))) {
            agreeOnSize(payload, refusal);
        }
        assertThat(isMutated || refusal == null || isOurs).isTrue();
        if (refusal == null && scan.flaw() == null) {
            PackReader reader = Bytes.reader(payload);
            agree(reader, theirs(payload));
            assertThat(reader.isAtEnd()).isTrue();
        }
    }

    private @Nullable String refusal(byte[] payload) {
        try {
            scan.scan(payload, 0, payload.length);
            return null;
        } catch (BrokenPeerException broken) {
            return broken.reason().toString();
        }
    }

    /**
     * Where we refuse what the oracle takes, a third reader decides: the oracle counts what is still to come in an int, and a map
     * that claims 2^30 entries makes it begin anew.
     */
    private static void agreeOnSize(byte[] payload, @Nullable String refusal) throws IOException {
        if (refusal == null) {
            assertThat(isOneValue(payload)).isTrue();
        } else {
            assertThatThrownBy(() -> StrictReader.checkSize(payload))
                    .as("refused for %s", refusal)
                    .hasMessageContaining("cut short");
        }
    }

    /** Whether the oracle finds exactly one value. It skips: reading, it would allocate what a header claims. */
    private static boolean isOneValue(byte[] payload) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(payload)) {
            unpacker.skipValue();
            return unpacker.getTotalReadBytes() == payload.length;
        } catch (MessagePackException refused) {
            return false;
        }
    }

    private static Value theirs(byte[] payload) throws IOException {
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(payload)) {
            return unpacker.unpackValue();
        }
    }

    /** Goes through both side by side: so equal keys of a map stay apart, which a map of Java's would let fall together. */
    private void agree(PackReader ours, Value theirs) {
        switch (theirs.getValueType()) {
            case NIL -> assertThat(ours.tryNil()).isTrue();
            case BOOLEAN ->
                assertThat(ours.readBoolean()).isEqualTo(theirs.asBooleanValue().getBoolean());
            case INTEGER -> {
                Object integer = ours.readAnyInteger();
                assertThat(Values.equal(integer, theirs.asIntegerValue().toBigInteger()))
                        .isTrue();
            }
            case FLOAT ->
                assertThat((Object) ours.readDouble())
                        .isEqualTo(theirs.asFloatValue().toDouble());
            case STRING -> agreeOnString(ours, theirs);
            case BINARY ->
                assertThat(ours.readBinary()).isEqualTo(theirs.asBinaryValue().asByteArray());
            case ARRAY -> {
                assertThat(ours.readArrayHeader())
                        .isEqualTo(theirs.asArrayValue().size());
                theirs.asArrayValue().forEach(element -> agree(ours, element));
            }
            case MAP -> agreeOnMap(ours, theirs);
            case EXTENSION -> agreeOnExtension(ours, theirs);
        }
    }

    /** The oracle's {@code asString} throws over what is no UTF-8: that there is such a string the scan must have seen. */
    private void agreeOnString(PackReader ours, Value theirs) {
        String text = ours.readString();
        if (scan.needsRewriting()) {
            assertThat(text).isEqualTo(new String(theirs.asStringValue().asByteArray(), StandardCharsets.UTF_8));
        } else {
            assertThat(text).isEqualTo(theirs.asStringValue().asString());
        }
    }

    private void agreeOnMap(PackReader ours, Value theirs) {
        Value[] keysAndValues = theirs.asMapValue().getKeyValueArray();
        assertThat(ours.readMapHeader()).isEqualTo(keysAndValues.length / 2);
        for (Value keyOrValue : keysAndValues) {
            agree(ours, keyOrValue);
        }
    }

    private static void agreeOnExtension(PackReader ours, Value theirs) {
        if (theirs.isTimestampValue()) {
            assertThat(ours.readTimestamp()).isEqualTo(theirs.asTimestampValue().toInstant());
        } else {
            var ext = ours.readExt();
            assertThat(Map.of(ext.type(), Bytes.hex(ext.bytes())))
                    .isEqualTo(Map.of(
                            (int) theirs.asExtensionValue().getType(),
                            Bytes.hex(theirs.asExtensionValue().getData())));
        }
    }
}
