package dev.repod.benchmarks.micro;

import dev.repod.Message;
import dev.repod.Wire;
import dev.repod.benchmarks.sample.Echo;
import dev.repod.benchmarks.sample.MsgpackCore;
import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a value to bytes. */
@State(Scope.Thread)
public class EncodeBenchmark {
    private final PackWriter writer = new PackWriter();
    private final Echo echo = Echo.SAMPLE;
    private final Map<String, @Nullable Object> map = new LinkedHashMap<>();

    /** Makes the values that are encoded. */
    public EncodeBenchmark() {
        map.put("action", "echo");
        map.put("text", echo.text());
        map.put("x", echo.x());
        map.put("y", echo.y());
        map.put("seq", echo.seq());
    }

    /** As a send on the loop does it: into the writer that the thread keeps. */
    @Benchmark
    public int record() {
        writer.reset();
        writer.beginFrame();
        RecordBinding.of(echo.getClass()).encode(echo, writer);
        writer.endFrame();
        return writer.length();
    }

    /** Through the API, into an array of its own. */
    @Benchmark
    public byte[] recordToArray() {
        return Wire.encode(echo);
    }

    /** A message is encoded when it is made. */
    @Benchmark
    public Message message() {
        return Message.of("echo", "text", echo.text(), "x", echo.x(), "y", echo.y(), "seq", echo.seq());
    }

    /** What it is compared with. */
    @Benchmark
    public byte[] msgpackCore() throws IOException {
        return MsgpackCore.encode(map);
    }
}
