package dev.repod.internal.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Makes copies of a small class, each of which has method handles of its own as constants. The compiler inlines a handle that
 * is a constant of the class, down to the user's code behind it; one that lies in a field of an object it only calls.
 *
 * <p>The class takes its handles in its static fields, by {@link MethodHandles#classDataAt}. A copy is a hidden class in the
 * same package, and goes when its only object does.
 */
public final class Specialised {
    private Specialised() {}

    /**
     * An object of a copy of that class.
     *
     * @param inItsPackage the lookup of a class in the same package as the original
     * @param original a class with a constructor without parameters
     * @param handles the copy's constants, in the order in which the class asks for them
     * @param supertype what the copy is called through: its own type has no name
     */
    public static <T> T copy(
            MethodHandles.Lookup inItsPackage,
            Class<? extends T> original,
            List<MethodHandle> handles,
            Class<T> supertype) {
        try {
            MethodHandles.Lookup copy = inItsPackage.defineHiddenClassWithClassData(bytes(original), handles, true);
            return supertype.cast(copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class))
                    .invoke());
        } catch (IOException e) {
            throw new UncheckedIOException(original + " cannot be read", e);
        } catch (Throwable e) {
            throw new IllegalStateException(original + " cannot be copied", e);
        }
    }

    private static byte[] bytes(Class<?> original) throws IOException {
        String file = original.getName().substring(original.getPackageName().length() + 1) + ".class";
        try (InputStream in = original.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is missing");
            }
            return in.readAllBytes();
        }
    }
}
