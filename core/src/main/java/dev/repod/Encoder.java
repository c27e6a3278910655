package dev.repod;

import dev.repod.internal.wire.PackWriter;
import dev.repod.internal.wire.RecordBinding;
import dev.repod.internal.wire.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames on the thread that sends, into a writer that is kept: one for each thread, or one for a loop. The writer is taken out
 * while it is used: a record whose accessor sends a message itself gets another one.
 */
final class Encoder {
    static final int HEADER_BYTES = 4;

    private static final ThreadLocal<Encoder> OF_THREAD = ThreadLocal.withInitial(() -> new Encoder(false));

    private @Nullable PackWriter spare;

    /** A thread may outlive the game whose classes these are. */
    private final boolean remembers;

    /** What was written last: mostly the next one is of the same class. */
    private @Nullable RecordBinding last;

    /** One for a loop. */
    Encoder() {
        this(true);
    }

    private Encoder(boolean remembers) {
        this.remembers = remembers;
    }

    /** That of the calling thread. */
    static Encoder ofThread() {
        return OF_THREAD.get();
    }

    /** A writer with an open frame; {@link #end} must follow. */
    PackWriter begin() {
        PackWriter writer = spare;
        spare = null;
        if (writer == null) {
            writer = new PackWriter();
        }
        writer.reset();
        writer.beginFrame();
        return writer;
    }

    void end(PackWriter writer) {
        spare = writer;
    }

    /** Writes a record as a whole frame. */
    RecordBinding write(PackWriter out, Record fields) {
        Objects.requireNonNull(fields, "message");
        RecordBinding binding = binding(fields.getClass());
        binding.encode(fields, out);
        out.endFrame();
        return binding;
    }

    private RecordBinding binding(Class<? extends Record> type) {
        RecordBinding known = last;
        if (known == null || known.type() != type) {
            known = RecordBinding.of(type);
            last = remembers ? known : null;
        }
        return known;
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
