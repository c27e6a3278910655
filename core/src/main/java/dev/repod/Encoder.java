package dev.repod;

import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import dev.repod.internal.wire.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames on the thread that sends, into a writer that this thread keeps. The writer is taken out while it is used:
 * a record whose accessor sends a message itself gets another one.
 */
final class Encoder {
    static final int HEADER_BYTES = 4;

    private static final ThreadLocal<@Nullable PackWriter> SPARE = new ThreadLocal<>();

    private Encoder() {}

    /** A writer with an open frame; {@link #end} must follow. */
    static PackWriter begin() {
        @Nullable PackWriter writer = SPARE.get();
        if (writer == null) {
            writer = new PackWriter();
        } else {
            SPARE.remove();
        }
        writer.reset();
        writer.beginFrame();
        return writer;
    }

    static void end(PackWriter writer) {
        SPARE.set(writer);
    }

    /** Writes a record as a whole frame. */
    static RecordBinding write(PackWriter out, Record fields) {
        Objects.requireNonNull(fields, "message");
        RecordBinding binding = RecordBinding.of(fields.getClass());
        binding.encode(fields, out);
        out.endFrame();
        return binding;
    }

    /** Writes names and values, which have been checked, as a whole frame. */
    static void writeFields(PackWriter out, String action, @Nullable Object[] namesAndValues) {
        out.enter();
        out.writeMapHeader(1 + namesAndValues.length / 2);
        out.writeString("action");
        out.writeString(action);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) Objects.requireNonNull(namesAndValues[i]);
            out.writeString(name);
            Values.write(out, namesAndValues[i + 1], action + "." + name);
        }
        out.leave();
        out.endFrame();
    }
}
