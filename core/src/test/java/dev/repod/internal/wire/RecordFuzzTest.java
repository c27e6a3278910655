package dev.repod.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.repod.InvalidMessageException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whatever a message is, it becomes a record or the sender's mistake; and the record comes back from its own bytes. */
class RecordFuzzTest {
    enum Team {
        RED,
        BLUE
    }

    record Point(double x, float y) {
        Point {
            if (x < 0) {
                throw new IllegalArgumentException("out of bounds");
            }
        }
    }

    record Everything(
            Optional<Byte> b,
            @Nullable Short s,
            @Nullable Integer i,
            Optional<Long> l,
            @Nullable Character c,
            @Nullable String t,
            Optional<List<Point>> p,
            Optional<Set<String>> u,
            Optional<Map<Object, Team>> m,
            Optional<Map<Integer, @Nullable Instant>> n,
            Optional<int[][]> g,
            Optional<Object> o,
            Optional<Everything> e,
            byte @Nullable [] y) {}

    private final PayloadScan scan = new PayloadScan(32);

    @FuzzTest(maxDuration = "60s")
    void aMessageBecomesARecordOrTheSendersMistake(byte[] payload) {
        if (!isFitMessage(payload)) {
            return;
        }
        for (Class<? extends Record> type : List.of(Point.class, Everything.class)) {
            check(RecordBinding.of(type), payload);
        }
    }

    @FuzzTest(maxDuration = "60s")
    void aMessageOfTheRightShapeBecomesARecordOrTheSendersMistake(byte[] script) {
        var in = new FuzzInput(script);
        boolean isMutated = in.oneIn(4);
        byte[] made = new FuzzedRecord(in).message();
        byte[] payload = isMutated ? FuzzedPack.mutated(in, made) : made;
        if (isFitMessage(payload)) {
            check(RecordBinding.of(FuzzedRecord.Kinds.class), payload);
        }
    }

    private boolean isFitMessage(byte[] payload) {
        try {
            return scan.scan(payload, 0, payload.length) == PayloadScan.Kind.MESSAGE && scan.flaw() == null;
        } catch (BrokenPeerException broken) {
            return false;
        }
    }

    private Record decodeByNotes(RecordBinding binding, byte[] payload) {
        scan.notes().ask();
        scan.scan(payload, 0, payload.length);
        return binding.decode(new PackReader().reset(scan), "fuzz");
    }

    private void check(RecordBinding binding, byte[] payload) {
        var reader = new PackReader();
        reader.reset(payload, 0, payload.length);
        Record record;
        try {
            record = binding.decode(reader, "fuzz");
        } catch (InvalidMessageException invalid) {
            assertThat(invalid.action()).isEqualTo("fuzz");
            assertThatThrownBy(() -> decodeByNotes(binding, payload)).hasMessage(invalid.getMessage());
            return;
        }
        assertThat(reader.isAtEnd()).isTrue();
        byte[] bytes = Bytes.written(writer -> binding.encode(record, writer));
        Record noted = decodeByNotes(binding, payload);
        assertThat(Bytes.hex(Bytes.written(writer -> binding.encode(noted, writer))))
                .isEqualTo(Bytes.hex(bytes));
        assertThat(scan.scan(bytes, 0, bytes.length)).isEqualTo(PayloadScan.Kind.MESSAGE);
        assertThat(scan.needsRewriting()).isFalse();
        Record back = binding.decode(Bytes.reader(bytes), "again");
        byte[] again = Bytes.written(writer -> binding.encode(back, writer));
        assertThat(Bytes.hex(again)).isEqualTo(Bytes.hex(bytes));
    }
}
