package dev.repod.internal.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes a message the newer version of another one, which then need not be sent any more.
 *
 * @param action the message's name
 * @param key what tells messages of one action apart, by {@code equals}; null where nothing does
 */
public record LatestKey(String action, @Nullable Object key) {
    // Written out, since what the compiler would put here links itself when it is first called: tens of milliseconds
    // on a game's loop, for the first snapshot that it sends.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LatestKey that && action.equals(that.action) && Objects.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return 31 * action.hashCode() + Objects.hashCode(key);
    }
}
