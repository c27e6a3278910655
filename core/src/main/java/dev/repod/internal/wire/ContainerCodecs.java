package dev.repod.internal.wire;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types that hold others. What they read is unmodifiable: a message may be handed to several rooms. */
final class ContainerCodecs {
    private ContainerCodecs() {}

    /** A {@link List}, or a {@link Set}, in which equal elements fall together. */
    static final class OfCollection extends Codec {
        private final Element element;
        private final boolean isSet;

        OfCollection(Element element, boolean isSet) {
            this.element = element;
            this.isSet = isSet;
        }

        @Override
        String expected() {
            return "a list";
        }

        @Override
        void write(PackWriter writer, Object value) {
            ContainerWriter.writeArray(writer, (Collection<?>) value, element);
        }

        @Override
        Object read(PackReader reader) {
            List<@Nullable Object> elements = Arrays.asList(readElements(reader, element, Object.class));
            return isSet ? set(elements) : Collections.unmodifiableList(elements);
        }

        private static Set<@Nullable Object> set(List<@Nullable Object> elements) {
            Set<@Nullable Object> set = new LinkedHashSet<>();
            var guard = new KeyGuard();
            for (Object element : elements) {
                if (set.add(element)) {
                    guard.added(element);
                }
            }
            return Collections.unmodifiableSet(set);
        }
    }

    /** An array of anything but primitives. */
    static final class OfArray extends Codec {
        private final Element element;
        private final Class<?> type;

        OfArray(Element element, Class<?> type) {
            this.element = element;
            this.type = type;
        }

        @Override
        String expected() {
            return "a list";
        }

        @Override
        void write(PackWriter writer, Object value) {
            ContainerWriter.writeArray(writer, Arrays.asList((@Nullable Object[]) value), element);
        }

        @Override
        Object read(PackReader reader) {
            return readElements(reader, element, type);
        }
    }

    /** An array of primitives that are not bytes. */
    static final class OfPrimitives extends Codec {
        private final Class<?> type;

        OfPrimitives(Class<?> type) {
            this.type = type;
        }

        @Override
        String expected() {
            return "a list";
        }

        @Override
        void write(PackWriter writer, Object value) {
            PrimitiveArrays.write(writer, value);
        }

        @Override
        Object read(PackReader reader) {
            return PrimitiveArrays.read(reader, type);
        }
    }

    /** A {@link Map}. Of equal keys the last counts. */
    static final class OfMap extends Codec {
        private final Element key;
        private final Element value;

        OfMap(Element key, Element value) {
            this.key = key;
            this.value = value;
        }

        @Override
        String expected() {
            return "a map";
        }

        @Override
        void write(PackWriter writer, Object map) {
            ContainerWriter.writeMap(writer, (Map<?, ?>) map, key, value);
        }

        @Override
        Object read(PackReader reader) {
            int entries = reader.readMapHeader();
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            var guard = new KeyGuard();
            for (int i = 0; i < entries; i++) {
                Object nextKey = readKey(reader);
                int size = map.size();
                try {
                    map.put(nextKey, value.read(reader));
                } catch (MisfitException misfit) {
                    throw misfit.underKey(nextKey);
                }
                if (map.size() > size) {
                    guard.added(nextKey);
                }
            }
            return Collections.unmodifiableMap(map);
        }

        private @Nullable Object readKey(PackReader reader) {
            try {
                return key.read(reader);
            } catch (MisfitException misfit) {
                throw misfit.asKey();
            }
        }
    }

    /** An {@link Optional}; nil reads as empty, and so does a field that is missing. */
    static final class OfOptional extends Codec {
        private final Codec content;

        OfOptional(Codec content) {
            this.content = content;
        }

        @Override
        String expected() {
            return content.expected();
        }

        @Override
        void write(PackWriter writer, Object value) {
            Optional<?> optional = (Optional<?>) value;
            if (optional.isPresent()) {
                content.write(writer, optional.get());
            } else {
                writer.writeNil();
            }
        }

        @Override
        Object read(PackReader reader) {
            return reader.tryNil() ? Optional.empty() : Optional.of(content.read(reader));
        }
    }

    private static @Nullable Object[] readElements(PackReader reader, Element element, Class<?> type) {
        var elements = (@Nullable Object[]) Array.newInstance(type, reader.readArrayHeader());
        int index = 0;
        try {
            for (; index < elements.length; index++) {
                elements[index] = element.read(reader);
            }
        } catch (MisfitException misfit) {
            throw misfit.atIndex(index);
        }
        return elements;
    }
}
