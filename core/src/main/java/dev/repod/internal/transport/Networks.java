package dev.repod.internal.transport;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which network a server or client stands on: the real one, unless it is made inside {@link #using}. That is how the testkit
 * runs an unmodified game in virtual time.
 */
public final class Networks {
    private static final ThreadLocal<@Nullable Network> CHOSEN = new ThreadLocal<>();

    private Networks() {}

    /** The network for what the calling thread makes now. */
    public static Network current() {
        @Nullable Network chosen = CHOSEN.get();
        return chosen == null ? NettyNetwork.shared() : chosen;
    }

    /** Makes something that stands, with all that it makes on this thread meanwhile, on the given network. */
    public static <T> T using(Network network, Supplier<T> maker) {
        @Nullable Network before = CHOSEN.get();
        CHOSEN.set(network);
        try {
            return maker.get();
        } finally {
            CHOSEN.set(before);
        }
    }
}
