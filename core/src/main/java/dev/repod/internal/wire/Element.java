package dev.repod.internal.wire;

import org.jspecify.annotations.Nullable;

/** A place of a type in a container: an element, a key, a value, a component. It knows whether null may be there. */
record Element(Codec codec, boolean isNullable) implements ContainerWriter.ElementWriter {
    @Override
    public void write(PackWriter writer, @Nullable Object value) {
        if (value != null) {
            codec.write(writer, value);
        } else if (isNullable) {
            writer.writeNil();
        } else {
            throw new Unsendable("null cannot be sent where the type is not @Nullable");
        }
    }

    @Nullable Object read(PackReader reader) {
        return isNullable && reader.tryNil() ? null : codec.read(reader);
    }
}
