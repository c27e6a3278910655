package dev.repod.internal.session;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the sessions of a server ask of the server, on its I/O thread. */
public interface ServerSessionHost {
    /**
     * There is a new connection.
     *
     * @param saved what {@link #load} gave for it, or null
     * @return who is told what happens on it
     */
    ServerSessionListener onConnection(ServerConnection connection, @Nullable Object saved);

    /**
     * Looks for what was saved under that key, by a server that ran before.
     *
     * @param isWanted asked from any thread, just before it is looked for: where not, the answer is null
     * @param answer is given what there is, or null, later on the I/O thread
     * @return false where nothing is ever saved; then no answer comes
     */
    boolean load(SessionKey key, BooleanSupplier isWanted, Consumer<@Nullable Object> answer);

    /**
     * A plain peer is answered that its state was found, of which no connection is left.
     *
     * @return the frame, header included
     */
    byte[] recovered(Object saved, String newId);

    /** What those who come have to show; null where everyone is let in. */
    @Nullable Vetter vetter();

    /** A link is gone. */
    void onGone(ServerSession session);
}
