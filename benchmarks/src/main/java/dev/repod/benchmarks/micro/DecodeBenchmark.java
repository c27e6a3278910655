package dev.repod.benchmarks.micro;

import dev.repod.Limits;
import dev.repod.Message;
import dev.repod.Wire;
import dev.repod.benchmarks.sample.Echo;
import dev.repod.benchmarks.sample.MsgpackCore;
import dev.repod.internal.wire.PackReader;
import dev.repod.internal.wire.PayloadScan;
import dev.repod.internal.wire.RecordBinding;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From bytes to a value; the bytes are a stranger's, so judging them is a part of it. */
@State(Scope.Thread)
public class DecodeBenchmark {
    private final PayloadScan scan = new PayloadScan(Limits.standard().maxDepth());
    private final PackReader reader = new PackReader();
    private final RecordBinding binding = RecordBinding.of(Echo.class);
    private final byte[] payload = Sample.payload();

    /** Judging alone: what every payload costs, whatever is made of it. */
    @Benchmark
    public PayloadScan.Kind judge() {
        return scan.scan(payload, 0, payload.length);
    }

    /** As a server does it: judged, then made into the handler's record where it lies. */
    @Benchmark
    public Record record() {
        scan.scan(payload, 0, payload.length);
        return binding.decode(reader.reset(scan), binding.action());
    }

    /** Through the API. A message decodes a field when it is asked for it, so this asks for none. */
    @Benchmark
    public Message message() {
        return Wire.decode(payload);
    }

    /** The same, asked for each field. */
    @Benchmark
    public double messageFields() {
        Message message = Wire.decode(payload);
        return message.getString("text").length()
                + message.getDouble("x")
                + message.getDouble("y")
                + message.getInt("seq");
    }

    /** The same, made into a record. */
    @Benchmark
    public Record messageAsRecord() {
        return Wire.decode(payload).as(Echo.class);
    }

    /** What it is compared with. */
    @Benchmark
    public Map<String, @Nullable Object> msgpackCore() throws IOException {
        return MsgpackCore.decode(payload);
    }
}
