package dev.repod.internal.session;

import dev.repod.CloseReason;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What a server asks of those who come, before it lets them in. On its I/O thread. */
public interface Vetter {
    /** Takes an answer, on the I/O thread. */
    @FunctionalInterface
    interface Reply {
        /** This is it, at that time. */
        void give(Verdict verdict, long nowNanos);
    }

    /** Whether everyone has to say who it is. Where not, only the version of the game is looked at. */
    boolean asksForCredentials();

    /** How long may pass from the moment that a link is up until it is known who is there. */
    long timeoutNanos();

    /** Why somebody with that game and that version of it may not come in; null where it may. */
    @Nullable String misfit(Newcomer newcomer);

    /** Finds out who that is. The reply is given once, at once or later; never where the server has stopped. */
    void vet(Newcomer newcomer, Reply reply);

    /** Who is connected as whom; null where anyone may be so any number of times. */
    @Nullable Principals principals();

    /** A link from there was not let in. */
    void onRefused(InetSocketAddress address, CloseReason reason);
}
