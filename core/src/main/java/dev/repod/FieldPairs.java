package dev.repod;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks the names that {@link Message#of} is given, and says which of them is wrong. */
final class FieldPairs {
    private FieldPairs() {}

    static void check(String action, @Nullable Object[] namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(action + ": the last field, " + namesAndValues[namesAndValues.length - 1]
                    + ", has no value: give names and values in turn");
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!(namesAndValues[i] instanceof String name)) {
                throw new IllegalArgumentException(
                        action + ": field name number " + (i / 2 + 1) + " is not a string: " + namesAndValues[i]);
            }
            if (name.equals("action")) {
                throw new IllegalArgumentException(action + ": a field cannot be named action");
            }
            if (isNamedBefore(namesAndValues, i)) {
                throw new IllegalArgumentException(action + ": the field " + name + " is there twice");
            }
        }
    }

    /** A look at each: a message has a handful of fields, and a set of them would be more garbage than the message. */
    private static boolean isNamedBefore(@Nullable Object[] namesAndValues, int index) {
        for (int i = 0; i < index; i += 2) {
            if (Objects.equals(namesAndValues[i], namesAndValues[index])) {
                return true;
            }
        }
        return false;
    }
}
