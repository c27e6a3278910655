package dev.repod.internal.wire;

import dev.repod.CloseReason;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All that a scan says of a payload, told from where that begins; of one that is refused the reason alone. */
record ScanVerdict(
        PayloadScan.@Nullable Kind kind,
        @Nullable CloseReason refusal,
        int actionFrom,
        int actionTo,
        int depth,
        boolean needsRewriting,
        @Nullable String flaw,
        List<Integer> fields) {

    private static final int FIELDS = 4;
    private static final KeyTable NAMES = new KeyTable(new String[] {"x", "y", "text", "player_id"});

    static ScanVerdict of(PayloadScan scan, byte[] array, int from, int to) {
        PayloadScan.Kind kind;
        try {
            kind = scan.scan(array, from, to);
        } catch (BrokenPeerException broken) {
            return new ScanVerdict(null, broken.reason(), 0, 0, 0, false, null, List.of());
        }
        boolean isMessage = kind == PayloadScan.Kind.MESSAGE;
        return new ScanVerdict(
                kind,
                null,
                isMessage ? scan.actionFrom() - from : 0,
                isMessage ? scan.actionTo() - from : 0,
                scan.depth(),
                scan.needsRewriting(),
                scan.flaw(),
                isMessage && scan.notes().areComplete() ? fields(scan, array, from) : List.of());
    }

    /** Where some fields begin; 0 where they are missing. */
    private static List<Integer> fields(PayloadScan scan, byte[] array, int from) {
        var slots = new FieldSlots();
        slots.open(FIELDS);
        scan.notes().fill(slots, NAMES, array);
        return IntStream.range(0, FIELDS)
                .map(slots::position)
                .mapToObj(at -> at == 0 ? 0 : at - from)
                .toList();
    }
}
