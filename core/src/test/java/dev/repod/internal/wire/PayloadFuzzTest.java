package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Whatever a payload is, it is refused or it can be read; and what is written anew says the same. */
class PayloadFuzzTest {
    private final PayloadScan scan = new PayloadScan(32);

    @FuzzTest(maxDuration = "60s")
    void whatTheScanLetsThroughCanBeReadAndWrittenAnew(byte[] payload) {
        PayloadScan.Kind kind;
        try {
            kind = scan.scan(payload, 0, payload.length);
        } catch (BrokenPeerException broken) {
            assertThat(broken.reason().text()).isNotEmpty();
            return;
        }
        var reader = new PackReader();
        reader.reset(payload, 0, payload.length);
        Object value = Values.read(reader);
        assertThat(reader.isAtEnd()).isTrue();
        reader.position(0);
        reader.skip();
        assertThat(reader.isAtEnd()).isTrue();
        if (kind == PayloadScan.Kind.MESSAGE) {
            checkAction(payload, Objects.requireNonNull(value));
        }
        if (value != null && scan.flaw() == null) {
            checkRewriting(value, kind);
        }
    }

    private void checkAction(byte[] payload, Object message) {
        String action =
                new String(payload, scan.actionFrom(), scan.actionTo() - scan.actionFrom(), StandardCharsets.UTF_8);
        assertThat(((Map<?, ?>) message).get("action")).isEqualTo(action);
    }

    private void checkRewriting(Object value, PayloadScan.Kind kind) {
        int depth = scan.depth();
        var writer = new PackWriter();
        Values.write(writer, value, "fuzz");
        assertThat(writer.depth()).isLessThanOrEqualTo(depth);
        assertThat(scan.scan(writer.array(), 0, writer.length())).isEqualTo(kind);
        assertThat(scan.needsRewriting()).isFalse();
        assertThat(scan.flaw()).isNull();
        var reader = new PackReader();
        reader.reset(writer.array(), 0, writer.length());
        Object anew = Values.read(reader);
        assertThat(Values.equal(value, anew)).isTrue();
        assertThat(Values.hash(value)).isEqualTo(Values.hash(anew));
    }
}
