package dev.repod.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Single fields of a message, read where they lie: the others are passed over, not decoded. */
public final class Fields {
    private static final ClassValue<Codec> CODECS = new ClassValue<>() {
        @Override
        protected Codec computeValue(Class<?> type) {
            return CodecResolver.codecOf(type);
        }
    };

    private Fields() {}

    /** Whether the map that comes next has such a field. */
    public static boolean has(PackReader in, String name) {
        return seek(in, name);
    }

    /** The value of a field as {@link Values#read} makes it; null also where there is no such field. */
    public static @Nullable Object get(PackReader in, String name) {
        return seek(in, name) ? Values.read(in) : null;
    }

    /**
     * The value of a field that has to be of a type.
     *
     * @throws dev.repod.InvalidMessageException if it is missing, nil, or not of that type
     * @throws IllegalArgumentException if no field can be of that type
     */
    public static <T> T get(PackReader in, String name, Class<T> type, String action) {
        Codec codec = CODECS.get(type);
        if (!seek(in, name)) {
            throw new MisfitException(codec.expected(), null).inMessage(action, name);
        }
        try {
            @SuppressWarnings("unchecked") // the codec of a class reads that class, boxed if it is primitive
            T value = (T) codec.read(in);
            return value;
        } catch (MisfitException misfit) {
            throw misfit.inMessage(action, name);
        } catch (RejectedException rejected) {
            throw rejected.inMessage(action);
        }
    }

    /** Goes to the value of the last field of that name; answers whether there is one. */
    public static boolean seek(PackReader in, String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        int found = -1;
        for (int entries = in.readMapHeader(); entries > 0; entries--) {
            int size = in.readStringHeader();
            if (size < 0) {
                in.skip();
            } else {
                int key = in.position();
                in.position(key + size);
                if (Arrays.equals(in.array(), key, key + size, wanted, 0, wanted.length)) {
                    found = key + size;
                }
            }
            in.skip();
        }
        if (found >= 0) {
            in.position(found);
        }
        return found >= 0;
    }
}
