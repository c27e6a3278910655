package dev.repod.internal.wire;

import dev.repod.InvalidMessageException;
import org.jspecify.annotations.Nullable;

/**
 * A value that was received is not of the type that is asked for. While it flies, each container that it passes puts its
 * own place in front. It never says the value itself: the words go back to a stranger, and into a log.
 */
public final class MisfitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final StringBuilder path = new StringBuilder();
    private final String expected;
    private final @Nullable String found;

    /** Where {@code found} is null the value is missing. */
    MisfitException(String expected, @Nullable String found) {
        super(null, null, false, false);
        this.expected = expected;
        this.found = found;
    }

    /** What was asked for, such as {@code an integer}. */
    public String expected() {
        return expected;
    }

    /** What is there, such as {@code a string}; null where nothing is. */
    public @Nullable String found() {
        return found;
    }

    @Override
    public String getMessage() {
        return path + ": expected " + expected + ", found " + (found == null ? "nothing" : found);
    }

    /** The same mistake for the sender, in a field of the message that is being read. */
    public InvalidMessageException inMessage(@Nullable String action, String field) {
        return inField(field).inMessage(action);
    }

    /** The same mistake for the sender; the path is complete. */
    InvalidMessageException inMessage(@Nullable String action) {
        String whole = path.isEmpty() ? "message" : path.substring(path.charAt(0) == '.' ? 1 : 0);
        return new InvalidMessageException(action, whole, expected, found);
    }

    MisfitException inField(String name) {
        path.insert(0, '.').insert(1, name);
        return this;
    }

    MisfitException atIndex(int index) {
        path.insert(0, "[" + index + "]");
        return this;
    }

    /** The same mistake, made by a key of the map. */
    MisfitException asKey() {
        return new MisfitException(expected + " as a key", found);
    }

    /** Keys come from the peer too, as values do: only one that is a number is shown. */
    MisfitException underKey(@Nullable Object key) {
        path.insert(0, key instanceof Number ? "[" + key + "]" : "[?]");
        return this;
    }
}
