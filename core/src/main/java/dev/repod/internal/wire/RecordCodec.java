package dev.repod.internal.wire;

import org.jspecify.annotations.Nullable;

/** A record inside another one, as a map of its components. */
final class RecordCodec extends Codec {
    private final Class<? extends Record> type;

    /** Bound at first use: a tree's record holds itself. Several threads may bind it, to the same binding. */
    private @Nullable RecordBinding binding;

    RecordCodec(Class<? extends Record> type) {
        this.type = type;
    }

    @Override
    void write(PackWriter writer, Object value) {
        binding().writeFields((Record) value, writer);
    }

    @Override
    Object read(PackReader reader) {
        return binding().readFields(reader);
    }

    @Override
    String expected() {
        return "a map";
    }

    private RecordBinding binding() {
        RecordBinding known = binding;
        if (known == null) {
            known = RecordBinding.of(type);
            binding = known;
        }
        return known;
    }
}
