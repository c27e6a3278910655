package dev.repod.internal.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * One component of a record. Each kind has a {@code write} and a {@code read} of its own type, so that no number is boxed
 * between a record and its bytes; they are found by name and become parts of the record's two method handles.
 */
abstract class Component {
    private final int index;
    private final String name;

    /** The name as it is written, header and all. */
    private final Literal key;

    Component(int index, String name) {
        this.index = index;
        this.name = name;
        var writer = new PackWriter();
        writer.writeString(name);
        key = new Literal(writer.toByteArray());
    }

    String name() {
        return name;
    }

    /** What a missing field is called when the sender is told. */
    abstract String expected();

    /** The type that this kind's {@code write} takes and its {@code read} answers. */
    abstract Class<?> carrier();

    /**
     * The handle {@code (int fields, PackWriter, Record) -> int}: writes this component, and answers one field more than it
     * was given, or as many if none was written.
     */
    MethodHandle writer(MethodHandle accessor) throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(int.class, int.class, PackWriter.class, carrier());
        MethodHandle write =
                MethodHandles.lookup().findVirtual(getClass(), "write", type).bindTo(this);
        return MethodHandles.filterArguments(write, 2, accessor.asType(MethodType.methodType(carrier(), Record.class)));
    }

    /** The handle {@code (PackReader) -> T}: reads this component, T being its type in Java. */
    MethodHandle reader(Class<?> javaType) throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(carrier(), PackReader.class);
        MethodHandle read =
                MethodHandles.lookup().findVirtual(getClass(), "read", type).bindTo(this);
        return MethodHandles.explicitCastArguments(read, type.changeReturnType(javaType));
    }

    final void writeKey(PackWriter writer) {
        writer.writeLiteral(key);
    }

    /** Goes to the value of this component; false if the message has none. */
    final boolean goToValue(PackReader reader) {
        int position = reader.slots().position(index);
        reader.position(position);
        return position != 0;
    }

    final void require(PackReader reader) {
        if (!goToValue(reader)) {
            throw new MisfitException(expected(), null).inField(name);
        }
    }
}
