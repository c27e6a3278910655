package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/** Whatever a payload is, it is refused or it can be read; and what is written anew says the same. */
class PayloadFuzzTest {
    /** What may lie before and behind a payload in what was read: letters, heads that claim more, and what is never valid. */
    private static final byte[] NEIGHBOURS = {'a', 0, (byte) 0xa6, (byte) 0xc1, (byte) 0xdb, (byte) 0xff};

    /** More than the longest number that is looked at as one. */
    private static final int ROOM = 20;

    private final PayloadScan scan = new PayloadScan(32);

    @FuzzTest(maxDuration = "60s")
    void whatTheScanLetsThroughCanBeReadAndWrittenAnew(byte[] payload) {
        scan.notes().ask();
        PayloadScan.Kind kind;
        try {
            kind = scan.scan(payload, 0, payload.length);
        } catch (BrokenPeerException broken) {
            assertThat(broken.reason().text()).isNotEmpty();
            checkSameAmong(payload);
            return;
        }
        checkSameAmong(payload);
        scan.scan(payload, 0, payload.length);
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

    /** What lies before and behind it changes nothing. */
    private void checkSameAmong(byte[] payload) {
        ScanVerdict alone = ScanVerdict.of(scan, payload, 0, payload.length);
        for (byte neighbour : NEIGHBOURS) {
            assertThat(ScanVerdict.of(scan, among(neighbour, payload), ROOM, ROOM + payload.length))
                    .isEqualTo(alone);
        }
    }

    private static byte[] among(byte neighbour, byte[] payload) {
        byte[] among = new byte[ROOM + payload.length + ROOM];
        Arrays.fill(among, neighbour);
        System.arraycopy(payload, 0, among, ROOM, payload.length);
        return among;
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
