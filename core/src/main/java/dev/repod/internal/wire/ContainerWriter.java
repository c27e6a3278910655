package dev.repod.internal.wire;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes Java's containers, for values and for components of records alike. The count comes before the elements, and
 * another thread of the game may change a collection in between: then it is written again with a count that is filled in
 * afterwards, because a wrong count would turn the rest of the message into something else.
 */
final class ContainerWriter {
    /** How the elements are written. */
    @FunctionalInterface
    interface ElementWriter {
        void write(PackWriter writer, @Nullable Object element);
    }

    private ContainerWriter() {}

    static void writeArray(PackWriter writer, Iterable<?> elements, ElementWriter element) {
        int start = writer.length();
        int nesting = writer.nesting();
        writer.enter();
        if (elements instanceof Collection<?> collection) {
            int announced = collection.size();
            writer.writeArrayHeader(announced);
            if (writeElements(writer, elements, element) == announced) {
                writer.leave();
                return;
            }
            writer.rewind(start, nesting);
            writer.enter();
        }
        int header = writer.reserveCount(Format.ARRAY32);
        writer.patchCount(header, writeElements(writer, elements, element));
        writer.leave();
    }

    static void writeMap(PackWriter writer, Map<?, ?> map, ElementWriter key, ElementWriter value) {
        int start = writer.length();
        int nesting = writer.nesting();
        int announced = map.size();
        writer.enter();
        writer.writeMapHeader(announced);
        if (writeEntries(writer, map, key, value) != announced) {
            writer.rewind(start, nesting);
            writer.enter();
            int header = writer.reserveCount(Format.MAP32);
            writer.patchCount(header, writeEntries(writer, map, key, value));
        }
        writer.leave();
    }

    private static int writeElements(PackWriter writer, Iterable<?> elements, ElementWriter element) {
        int index = 0;
        try {
            for (Object next : elements) {
                element.write(writer, next);
                index++;
            }
        } catch (Unsendable unsendable) {
            throw unsendable.atIndex(index);
        }
        return index;
    }

    private static int writeEntries(PackWriter writer, Map<?, ?> map, ElementWriter key, ElementWriter value) {
        int entries = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            try {
                key.write(writer, entry.getKey());
                value.write(writer, entry.getValue());
            } catch (Unsendable unsendable) {
                throw unsendable.underKey(entry.getKey());
            }
            entries++;
        }
        return entries;
    }
}
