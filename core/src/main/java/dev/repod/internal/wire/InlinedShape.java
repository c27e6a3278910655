package dev.repod.internal.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** The handles of a record class as constants: each class has a copy of this one, made by {@link Specialised}. */
final class InlinedShape extends RecordShape {
    private static final MethodHandle WRITER = handle(0);
    private static final MethodHandle READER = handle(1);

    InlinedShape() {}

    static RecordShape of(MethodHandle writer, MethodHandle reader) {
        return Specialised.copy(MethodHandles.lookup(), InlinedShape.class, List.of(writer, reader), RecordShape.class);
    }

    private static MethodHandle handle(int index) {
        try {
            return MethodHandles.classDataAt(MethodHandles.lookup(), "_", MethodHandle.class, index);
        } catch (IllegalAccessException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    int write(PackWriter out, Record record) throws Throwable {
        return (int) WRITER.invokeExact(out, record);
    }

    @Override
    Record read(PackReader in) throws Throwable {
        return (Record) READER.invokeExact(in);
    }
}
