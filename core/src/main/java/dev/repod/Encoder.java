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

    private static final ThreadLocal<Spare> SPARE = ThreadLocal.withInitial(Spare::new);

    /** The place of a thread's writer: taking it out and putting it back leaves the thread's table of locals alone. */
    private static final class Spare {
        @Nullable PackWriter writer = new PackWriter();
    }

    private Encoder() {}

    /** A writer with an open frame; {@link #end} must follow. */
    static PackWriter begin() {
        Spare spare = SPARE.get();
        PackWriter writer = spare.writer;
        spare.writer = null;
        if (writer == null) {
            writer = new PackWriter();
        }
        writer.reset();
        writer.beginFrame();
        return writer;
    }

    static void end(PackWriter writer) {
        SPARE.get().writer = writer;
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
            Values.writeField(out, namesAndValues[i + 1], action, name);
        }
        out.leave();
        out.endFrame();
    }
}
