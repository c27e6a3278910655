package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.repod.CloseReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whatever a payload is, it is refused or it can be read; and what is written anew says the same. */
class PayloadFuzzTest {
    /** What may lie before and behind a payload in what was read: letters, heads that claim more, and what is never valid. */
    private static final byte[] NEIGHBOURS = {'a', 0, (byte) 0xa6, (byte) 0xc1, (byte) 0xdb, (byte) 0xff};

    /** More than the longest number that is looked at as one. */
    private static final int ROOM = 20;

    private static final KeyTable FIELDS = new KeyTable(new String[] {"x", "text", "player_id"});

    /** What the scan says of a payload, told from where it begins. */
    private record Verdict(
            PayloadScan.Kind kind,
            int actionFrom,
            int actionTo,
            int depth,
            boolean needsRewriting,
            @Nullable String flaw,
            List<Integer> fields) {}

    private final PayloadScan scan = new PayloadScan(32);

    @FuzzTest(maxDuration = "60s")
    void whatTheScanLetsThroughCanBeReadAndWrittenAnew(byte[] payload) {
        scan.notes().ask();
        PayloadScan.Kind kind;
        try {
            kind = scan.scan(payload, 0, payload.length);
        } catch (BrokenPeerException broken) {
            assertThat(broken.reason().text()).isNotEmpty();
            checkRefusedAmong(payload, broken.reason());
            return;
        }
        checkSameAmong(payload, kind);
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

    private void checkRefusedAmong(byte[] payload, CloseReason reason) {
        for (byte neighbour : NEIGHBOURS) {
            assertThat(refusal(among(neighbour, payload), payload.length)).isEqualTo(reason);
        }
    }

    private @Nullable CloseReason refusal(byte[] among, int bytes) {
        try {
            scan.scan(among, ROOM, ROOM + bytes);
            return null;
        } catch (BrokenPeerException broken) {
            return broken.reason();
        }
    }

    private void checkSameAmong(byte[] payload, PayloadScan.Kind kind) {
        Verdict alone = verdict(kind, payload, 0);
        for (byte neighbour : NEIGHBOURS) {
            byte[] among = among(neighbour, payload);
            assertThat(verdict(scan.scan(among, ROOM, ROOM + payload.length), among, ROOM))
                    .isEqualTo(alone);
        }
        scan.scan(payload, 0, payload.length);
    }

    private static byte[] among(byte neighbour, byte[] payload) {
        byte[] among = new byte[ROOM + payload.length + ROOM];
        Arrays.fill(among, neighbour);
        System.arraycopy(payload, 0, among, ROOM, payload.length);
        return among;
    }

    private Verdict verdict(PayloadScan.Kind kind, byte[] array, int from) {
        boolean isMessage = kind == PayloadScan.Kind.MESSAGE;
        return new Verdict(
                kind,
                isMessage ? scan.actionFrom() - from : 0,
                isMessage ? scan.actionTo() - from : 0,
                scan.depth(),
                scan.needsRewriting(),
                scan.flaw(),
                scan.notes().areComplete() ? fields(array, from) : List.of());
    }

    private List<Integer> fields(byte[] array, int from) {
        var slots = new FieldSlots();
        slots.open(3);
        scan.notes().fill(slots, FIELDS, array);
        return IntStream.range(0, 3)
                .map(field -> slots.position(field))
                .mapToObj(at -> at == 0 ? 0 : at - from)
                .toList();
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
